import {
  Client as ModernClient,
  StreamableHTTPClientTransport as ModernTransport,
} from "@modelcontextprotocol/client";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import * as z from "zod";

const answerSchema = z.object({
  isError: z.boolean().default(false),
  structuredContent: z.record(z.string(), z.unknown()).default({}),
});
type ToolAnswer = z.output<typeof answerSchema>;

/** A client of either era, as far as tests need one. */
export interface McpConnection {
  toolNames(): Promise<readonly string[]>;
  call(name: string, args?: Record<string, unknown>): Promise<ToolAnswer>;
  close(): Promise<void>;
}

export type Connect = (url: URL, headers?: Record<string, string>) => Promise<McpConnection>;

const CLIENT = { name: "test", version: "1" };

/** Built on SDK 1, as most of today's clients are: `initialize`, up to 2025-11-25. */
export const connectSdk1: Connect = async (url, headers = {}) => {
  const client = new Client(CLIENT);
  await client.connect(new StreamableHTTPClientTransport(url, { requestInit: { headers } }));
  return connection(client);
};

/** Built on SDK 2, speaking 2026-07-28. */
const connectSdk2: Connect = async (url, headers = {}) => {
  const client = new ModernClient(CLIENT, { versionNegotiation: { mode: { pin: "2026-07-28" } } });
  await client.connect(new ModernTransport(url, { requestInit: { headers } }));
  return connection(client);
};

/** Both eras, for tests that hold for each. */
export const CLIENTS = [
  ["an `initialize` client (SDK 1)", connectSdk1],
  ["a 2026-07-28 client (SDK 2)", connectSdk2],
] as const;

interface EitherClient {
  listTools(): Promise<{ tools: { name: string }[] }>;
  callTool(params: { name: string; arguments: Record<string, unknown> }): Promise<unknown>;
  close(): Promise<void>;
}

export function connection(client: EitherClient): McpConnection {
  return {
    toolNames: async () => (await client.listTools()).tools.map(({ name }) => name),
    call: async (name, args = {}) => answerSchema.parse(await client.callTool({ name, arguments: args })),
    close: () => client.close(),
  };
}
