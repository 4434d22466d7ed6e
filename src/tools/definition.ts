import type * as z from "zod";
import type { Call } from "../models/call";
import type { Preview } from "../models/preview";
import type { Fleet } from "../services/fleet";

/** The groups tools are switched on and off by (DESIGN 5). */
export const TOOLSETS = [
  "fleet",
  "workspaces",
  "commands",
  "files",
  "templates",
  "user",
  "classic",
  "template-admin",
] as const;
export type Toolset = (typeof TOOLSETS)[number];

/** All four hints, always: a client that finds one missing assumes the worst of it. */
export interface ToolAnnotations {
  readonly readOnlyHint: boolean;
  readonly destructiveHint: boolean;
  readonly idempotentHint: boolean;
  readonly openWorldHint: boolean;
}

/** One MCP tool: everything that its registration, its documentation and its call are made from. */
export interface ToolDefinition<
  Input extends z.ZodObject = z.ZodObject,
  Output extends z.ZodObject = z.ZodObject,
> {
  readonly name: string;
  /** Shown to people. */
  readonly title: string;
  /** Every toolset it belongs to; a tool may be in two. */
  readonly toolsets: readonly [Toolset, ...Toolset[]];
  /** Read by models before every call: what it does, when to use it, nothing else. */
  readonly description: string;
  readonly annotations: ToolAnnotations;
  readonly input: Input;
  /** Shape of `structuredContent` on success; the error form is added by the registry. */
  readonly output: Output;
  /** Longest a call may take, in milliseconds, where that is more than the server's --timeout: tools that wait. */
  readonly limitMs?: number;
  /**
   * What the call would do: for `dry_run`, and for the question before something is destroyed. Every tool that may
   * destroy has it; null for a call that destroys nothing. Changes nothing, throws a `FleetError`.
   */
  preview?(args: z.output<Input>, fleet: Fleet, call: Call): Promise<Preview | null>;
  /** Throws a `FleetError`. */
  run(args: z.output<Input>, fleet: Fleet, call: Call): Promise<z.output<Output>>;
  /** The text a model reads: compact, without repeated keys. Pure. */
  text(result: z.output<Output>, now: Date): string;
}

/** Keeps the types of one definition while it is written. */
export function defineTool<Input extends z.ZodObject, Output extends z.ZodObject>(
  definition: ToolDefinition<Input, Output>,
): ToolDefinition<Input, Output> {
  return definition;
}
