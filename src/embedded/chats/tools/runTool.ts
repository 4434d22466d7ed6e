import type { Part, ToolCall, ToolResult } from "../state/types";
import { agentTools } from "./agents";
import { executeTools } from "./execute";
import { fileTools } from "./files";
import { planningTools } from "./planning";
import { templateTools } from "./templates";
import { type Tool, type ToolAnswer, type ToolContext, ToolError } from "./tool";
import { workspaceTools } from "./workspaces";

const tools: ReadonlyMap<string, Tool> = new Map(
  [templateTools, workspaceTools, executeTools, fileTools, agentTools, planningTools]
    .flat()
    .map((one) => [one.name, one]),
);

/** What a call of a tool came to. */
export interface ToolOutcome {
  readonly result: ToolResult;
  readonly files: readonly Part[];
  readonly endsTurn: boolean;
}

const badJson =
  "This tool call was not executed because its input is not valid JSON. Retry with a well-formed JSON object matching the tool schema.";

/** Runs one call. What goes wrong is an answer too: it never fails the chat. @throws the signal's reason */
export async function runTool(context: ToolContext, call: ToolCall): Promise<ToolOutcome> {
  if (call.args === undefined) return outcome(call, { result: { error: badJson } }, true, null);
  const found = tools.get(call.name);
  const active =
    found !== undefined && (found.onlyPlanning !== true || context.chat.planMode === "plan") ? found : null;
  if (active === null) {
    return outcome(call, { result: { error: `Tool not active in this turn: ${call.name}` } }, true);
  }
  try {
    return outcome(call, await active.run(context, call.args), false);
  } catch (error) {
    context.signal.throwIfAborted();
    if (error instanceof ToolError) return outcome(call, { result: { error: error.message } }, true);
    const message = error instanceof Error ? error.message : String(error);
    return outcome(call, { result: { error: message } }, true);
  }
}

function outcome(
  { id, name }: ToolCall,
  { result, files = [], endsTurn = false }: ToolAnswer,
  isError: boolean,
  createdAt: number | null = Date.now(),
): ToolOutcome {
  return { result: { type: "tool-result", id, name, result, isError, createdAt }, files, endsTurn };
}
