/** The logs of workspace agents: as a list, as text, and followed over a WebSocket (facts/coder-api.md 6). */
import type { Context } from "../http/context";
import { HttpError, ReplyError } from "../http/errors";
import { json, type Reply, text } from "../http/reply";
import type { Route, SocketHandler } from "../http/route";
import { upgradeRequired } from "../http/upgradeRequired";
import { agentLogs } from "../render/agentLogs";
import { iso, isoSeconds } from "../render/time";
import { partId, parts } from "../state/ids";
import type { LocatedAgent } from "../state/store";
import type { AgentLog } from "../state/types";
import { isCurrent, visibleAgent } from "./agentAccess";

const base = "/api/v2/workspaceagents/{workspaceAgent}";

export const agentLogRoutes: readonly Route[] = [
  { method: "SOCKET", path: `${base}/logs`, open: follow },
  { method: "GET", path: `${base}/logs`, handler: list },
  // Its name before 2023.
  { method: "SOCKET", path: `${base}/startup-logs`, open: follow },
  { method: "GET", path: `${base}/startup-logs`, handler: list },
];

function list(context: Context): Reply {
  const located = visibleAgent(context);
  const lines = linesAfter(located, afterOf(context));
  if (context.query.has("follow")) return upgradeRequired(context.request);
  if (context.query.get("format") === "text" && !context.generation.old) {
    return text(lines.map((line) => textLine(located, line)).join(""));
  }
  return json(lines.map((line) => renderLine(located, line)));
}

/** Sends arrays of lines: first all there are, then what is added, until the workspace has another agent. */
function follow(context: Context): SocketHandler {
  if (!context.query.has("follow")) throw new ReplyError(list(context));
  const located = visibleAgent(context);
  let after = afterOf(context);
  const { topics } = context.deployment;
  return (socket) => {
    const sendFrom = (lines: readonly AgentLog[]) => {
      after = lines.at(-1)?.id ?? after;
      socket.send(JSON.stringify(lines.map((line) => renderLine(located, line))));
    };
    sendFrom(linesAfter(located, after));
    const leaveLog = topics.subscribe(located.agent.id, () => {
      const lines = linesAfter(located, after);
      if (lines.length > 0) sendFrom(lines);
    });
    const leaveWorkspace = topics.subscribe(located.workspace.id, () => {
      if (!isCurrent(located)) socket.close(1000);
    });
    socket.on("close", () => {
      leaveLog();
      leaveWorkspace();
    });
  };
}

/** @throws HttpError 400 */
function afterOf({ query }: Context): number {
  const given = query.get("after") ?? "";
  if (/^\d*$/.test(given)) return Number(given);
  throw new HttpError(
    400,
    'Query param "after" must be an integer greater than or equal to zero.',
    undefined,
    [{ field: "after", detail: "Must be an integer greater than or equal to zero" }],
  );
}

function linesAfter({ agent, build }: LocatedAgent, after: number): AgentLog[] {
  return agentLogs(agent, build).filter((line) => line.id > after);
}

const renderLine = ({ agent }: LocatedAgent, line: AgentLog) => ({
  id: line.id,
  created_at: iso(line.createdAt),
  output: line.output,
  level: line.level,
  source_id: partId(agent.id, parts.logSource + line.script),
});

function textLine({ agent }: LocatedAgent, line: AgentLog): string {
  const source = agent.blueprint.scripts[line.script]?.displayName ?? "";
  const time = isoSeconds(line.createdAt);
  return `${time} [${line.level}] [agent.${agent.blueprint.name}|${source}] ${line.output}\n`;
}
