import { type Agent, calledName } from "../../models/agent";
import type { Call } from "../../models/call";
import type { WorkspaceAgentLog } from "../../models/coder/workspace";
import { FleetError, ValidationError } from "../../models/errors";
import type { Fleet } from "../fleet";
import { wordOf } from "../wordOf";
import { loggingWorkspace } from "./agentErrors";
import { findAgent } from "./findAgent";

/** Coder's levels, least first. */
export const LOG_LINE_LEVELS = ["trace", "debug", "info", "warn", "error"] as const;
/** Words other systems use. */
const SYNONYMS: ReadonlyMap<string, string> = new Map([
  ["information", "info"],
  ["warning", "warn"],
  ["critical", "error"],
  ["fatal", "error"],
]);

/** Which lines of an agent's workspace log. */
export interface ExecutionLogsRequest {
  readonly agent: string;
  /** Only lines of this level. */
  readonly level?: string | undefined;
  /** Only the newest so many. */
  readonly limit: number;
}

/**
 * Lines of the workspace agent's log (start-up scripts and services of the workspace), oldest first.
 * @throws ValidationError(bad_argument) for an unknown level, before any request.
 * @throws ValidationError(wrong_state) where the workspace does not run.
 */
export async function executionLogs(
  fleet: Fleet,
  request: ExecutionLogsRequest,
  call: Call,
): Promise<{ readonly agent: Agent; readonly lines: readonly WorkspaceAgentLog[]; readonly total: number }> {
  const level = request.level === undefined ? undefined : parseLevel(request.level);
  const { agent } = await findAgent(fleet, request.agent, call);
  const { workspaceAgentId } = loggingWorkspace(agent);
  if (workspaceAgentId === null) throw notRunning(agent);
  const lines = await fleet.deployment.workspaceAgents
    .logs(workspaceAgentId, call)
    .catch((error: unknown) => {
      // A chat names the workspace agent it last used, which is gone once its workspace was stopped.
      throw error instanceof FleetError && error.details?.status === 404 ? notRunning(agent) : error;
    });
  const fitting = level === undefined ? lines : lines.filter((line) => line.level === level);
  return { agent, lines: fitting.slice(-request.limit), total: fitting.length };
}

function notRunning(agent: Agent): ValidationError {
  return new ValidationError("wrong_state", {
    message: `The workspace of agent '${calledName(agent)}' does not run, and its log is only there while it does.`,
    hint: "show_agent tells its state; resume_agent starts a stopped one.",
  });
}

function parseLevel(text: string): string {
  return SYNONYMS.get(text.trim().toLowerCase()) ?? wordOf(LOG_LINE_LEVELS, text, "a log level");
}
