/** A tool of the agents: what Coder runs for the model. */
import * as z from "zod";
import type { Deployment } from "../../deployment";
import type { Chat, Part } from "../state/types";

/** How a tool may act on other chats' turns. */
export interface TurnControls {
  start(deployment: Deployment, chat: Chat): void;
  interrupt(deployment: Deployment, chat: Chat): void;
}

/** The chat a tool is called by. */
export interface ToolContext {
  readonly deployment: Deployment;
  readonly chat: Chat;
  readonly controls: TurnControls;
  readonly signal: AbortSignal;
}

/** What the model is told. */
export interface ToolAnswer {
  readonly result: unknown;
  /** The turn is over: the user has to say something. */
  readonly endsTurn?: boolean;
  /** Files that become part of the conversation. */
  readonly files?: readonly Extract<Part, { type: "file" }>[];
}

/** A tool the scripted model can call. */
export interface Tool {
  readonly name: string;
  /** Only in plan mode; absent: always. */
  readonly onlyPlanning?: boolean;
  /** @throws ToolError, and the signal's reason when the turn is called off */
  run(context: ToolContext, args: unknown): Promise<ToolAnswer> | ToolAnswer;
}

/** A refusal the model reads as `{error}`. */
export class ToolError extends Error {}

/** A tool whose arguments have a shape. */
export function tool<S extends z.ZodType>(
  name: string,
  shape: S,
  run: (context: ToolContext, args: z.output<S>) => Promise<ToolAnswer> | ToolAnswer,
  options: { readonly onlyPlanning?: boolean } = {},
): Tool {
  return {
    name,
    ...options,
    run(context, args) {
      const parsed = shape.safeParse(args);
      if (!parsed.success) throw new ToolError(`invalid arguments: ${z.prettifyError(parsed.error)}`);
      return run(context, parsed.data);
    },
  };
}
