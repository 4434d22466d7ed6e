import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { WorkspaceAgentLog } from "../../models/coder/workspace";
import { ValidationError } from "../../models/errors";
import { quoted } from "../../models/text";
import type { Fleet } from "../fleet";
import { wrongState } from "./agentErrors";
import { findAgent } from "./findAgent";

/** Coder's levels, least first. */
export const LOG_LINE_LEVELS = ["trace", "debug", "info", "warn", "error"] as const;
/** Words other systems use. */
const SYNONYMS: Readonly<Record<string, string>> = {
  information: "info",
  warning: "warn",
  critical: "error",
  fatal: "error",
};

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
  const workspaceAgentId = agent.workspace?.workspaceAgentId ?? null;
  if (workspaceAgentId === null) {
    throw wrongState(agent, "its workspace's log is only there while it runs");
  }
  const lines = await fleet.deployment.workspaceAgents.logs(workspaceAgentId, call);
  const fitting = level === undefined ? lines : lines.filter((line) => line.level === level);
  return { agent, lines: fitting.slice(-request.limit), total: fitting.length };
}

function parseLevel(text: string): string {
  const word = text.trim().toLowerCase();
  const level = SYNONYMS[word] ?? word;
  if (!LOG_LINE_LEVELS.some((known) => known === level)) {
    throw new ValidationError("bad_argument", {
      message: `${quoted(text)} is not a log level.`,
      hint: `Use one of: ${LOG_LINE_LEVELS.join(", ")}.`,
      details: { allowed: LOG_LINE_LEVELS },
    });
  }
  return level;
}
