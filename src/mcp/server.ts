import {
  type CallToolRequestParams,
  type CallToolResult,
  type InputRequiredResult,
  type ListToolsResult,
  McpServer,
  ProtocolError,
  ProtocolErrorCode,
  type Tool,
} from "@modelcontextprotocol/server";
import type { OutputMode } from "../models/configuration";
import { ValidationError } from "../models/errors";
import { nearest } from "../models/nearest";
import type { ToolDefinition } from "../tools/definition";
import type { Caller } from "./caller";
import { callerOf } from "./callerOf";
import { callTool, type CallContext } from "./callTool";
import type { Principal } from "./principal";
import { listedTool } from "./toolList";

export interface ServerIdentity {
  readonly name: string;
  readonly title: string;
  readonly version: string;
}

/** What all connections and callers of one process share. */
export interface ServerOptions extends CallContext {
  readonly identity: ServerIdentity;
  /** For models, before every conversation. */
  readonly instructions: string;
  /** The tools on offer, in the order they are listed. Loaded when a client first asks. */
  readonly tools: () => Promise<ReadonlyMap<string, ToolDefinition>>;
  /** Names of all tools, also those that are switched off. */
  readonly allToolNames: () => Promise<readonly string[]>;
}

/** What is the same for every caller of one process and fixed for its life: clients may keep it. */
const FIXED = { ttlMs: 3_600_000, cacheScope: "private" } as const;

/** What the audit log says of a call to a tool that there is not, or not here. */
const NOT_OFFERED = new ValidationError("policy_denied", { message: "not offered", hint: "tools/list" });

/** Makes the server of one connection, or of one request over HTTP. */
export type ServerFactory = (options: ServerOptions, principal: Principal) => McpServer;

/**
 * One server for one connection, or for one request over HTTP; it serves `initialize` clients and 2026-07-28 clients
 * alike. Built on the bare request handlers so that arguments are checked, and refused, in our own words.
 */
export function createServer(options: ServerOptions, principal: Principal): McpServer {
  const mcp = new McpServer(options.identity, {
    capabilities: { tools: { listChanged: false } },
    instructions: options.instructions,
    cacheHints: { "server/discover": FIXED, "tools/list": FIXED },
  });
  mcp.server.setRequestHandler("tools/list", () => listTools(options));
  mcp.server.setRequestHandler("tools/call", ({ params }, context) =>
    callOffered(params, options, callerOf(mcp, principal, context)),
  );
  return mcp;
}

export async function listTools({ tools, output }: ServerOptions): Promise<ListToolsResult> {
  return { tools: [...(await tools()).values()].map((tool) => listedOnce(tool, output)) };
}

/** As listed so far: JSON schemas take a while to make, and over HTTP every request has a server of its own. */
const LISTED: Record<OutputMode, WeakMap<ToolDefinition, Tool>> = {
  both: new WeakMap(),
  text: new WeakMap(),
};

function listedOnce(tool: ToolDefinition, output: OutputMode): Tool {
  const known = LISTED[output].get(tool);
  if (known !== undefined) return known;
  const listed = listedTool(tool, output);
  LISTED[output].set(tool, listed);
  return listed;
}

/** @throws ProtocolError for a tool that there is not, or not here */
export async function callOffered(
  { name, arguments: args }: CallToolRequestParams,
  options: ServerOptions,
  caller: Caller,
): Promise<CallToolResult | InputRequiredResult> {
  const tool = (await options.tools()).get(name);
  if (tool === undefined) {
    options.safeguards.auditor?.record(name, false, args, caller).end(NOT_OFFERED, new Set());
    throw await unknownTool(name, options);
  }
  return callTool(tool, args, options, caller);
}

async function unknownTool(name: string, options: ServerOptions): Promise<ProtocolError> {
  const all = await options.allToolNames();
  const offered = [...(await options.tools()).keys()];
  const shown = JSON.stringify(name.slice(0, 64));
  const near = nearest(name, offered);
  const message = all.includes(name)
    ? `Tool ${shown} is switched off on this server (--toolsets, --tools, --exclude-tools or --read-only)`
    : `There is no tool ${shown}`;
  const next = near.length > 0 ? `did you mean ${near.join(" or ")}?` : "tools/list names those there are";
  return new ProtocolError(ProtocolErrorCode.InvalidParams, `${message}; ${next}`);
}
