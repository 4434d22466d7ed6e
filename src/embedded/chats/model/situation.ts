import type { ToolResult } from "../state/types";

/** What the model knows when it is called. */
export interface Situation {
  readonly chatId: string;
  /** The last user message. */
  readonly prompt: string;
  /** How often it has called tools since then. */
  readonly step: number;
  /** What they answered, in order. */
  readonly results: readonly ToolResult[];
  readonly hasWorkspace: boolean;
  readonly planMode: boolean;
  /** Which attempt of this call it is, from 1. */
  readonly attempt: number;
}

/** What a tool answered, as text. */
export function resultText(result: ToolResult | undefined): string {
  if (result === undefined) return "";
  const { isError, result: value } = result;
  const error = field(value, "error");
  return isError && typeof error === "string" ? error : JSON.stringify(value);
}

/** A field of a tool's answer; undefined where there is none. */
export function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
}
