/** What the workspace agent itself tells the deployment, with its own token (facts/coder-api.md 4). */
import * as z from "zod";
import { tokenOf } from "../http/auth";
import type { Context } from "../http/context";
import { HttpError, notFound } from "../http/errors";
import { readBody } from "../http/goJson";
import { readJson } from "../http/jsonBody";
import { empty, json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { isUuid, parseUuid } from "../http/uuid";
import { partId, parts } from "../state/ids";
import type { LocatedAgent } from "../state/store";
import type { AgentLog, AppState } from "../state/types";

const base = "/api/v2/workspaceagents/me";
const longestMessage = 160;
const states: readonly AppState[] = ["working", "idle", "complete", "failure"];

export const agentSideRoutes: readonly Route[] = [
  { method: "PATCH", path: `${base}/app-status`, auth: "none", handler: appStatus },
  { method: "PATCH", path: `${base}/logs`, auth: "none", handler: patchLogs },
  { method: "POST", path: `${base}/tasks/{task}/log-snapshot`, auth: "none", handler: logSnapshot },
];

/** @throws HttpError 401 unless the request carries the token of a living agent */
function agentOfToken({ request, url, store }: Context): LocatedAgent {
  const token = tokenOf(request, url);
  if (token === null) throw new HttpError(401, 'Cookie "coder_session_token" must be provided.');
  if (!isUuid(token)) {
    const detail = `An agent token must be a valid UUIDv4. (len ${token.length})`;
    throw new HttpError(401, "Workspace agent token invalid.", detail);
  }
  const found = store.agentByToken(token);
  if (found !== undefined) return found;
  throw new HttpError(
    401,
    "Workspace agent not authorized.",
    "The agent cannot authenticate until the workspace provision job has been completed. If the job is no longer running, this agent is invalid.",
  );
}

async function appStatus(context: Context): Promise<Reply> {
  const { workspace } = agentOfToken(context);
  const body = await readBody(context, "PatchAppStatus", {
    app_slug: "string",
    state: "string",
    message: "string",
    uri: "string",
  });
  const message = body.message ?? "";
  if (message.length > longestMessage) {
    const detail = `Message must be less than ${longestMessage} characters.`;
    throw new HttpError(400, "Message is too long.", detail, [{ field: "message", detail }]);
  }
  const state = states.find((known) => known === body.state);
  if (state === undefined) {
    throw new HttpError(400, "Failed to parse request.", `Invalid state: ${body.state ?? ""}`);
  }
  const slug = body.app_slug ?? "";
  if (
    context.deployment.reportAppStatus(workspace, slug, { state, message, uri: body.uri ?? "" }) === undefined
  ) {
    throw new HttpError(400, "Failed to get workspace app.", `No app found with slug "${slug}"`);
  }
  return json(null);
}

const logsSchema = z.object({
  log_source_id: z.string(),
  logs: z.array(
    z.object({
      output: z.string(),
      level: z.enum(["trace", "debug", "info", "warn", "error"]).default("info"),
    }),
  ),
});

async function patchLogs(context: Context): Promise<Reply> {
  const { workspace, agent } = agentOfToken(context);
  const { log_source_id: source, logs } = await readJson(context, logsSchema);
  const script = agent.blueprint.scripts.findIndex(
    (_, at) => partId(agent.id, parts.logSource + at) === source,
  );
  for (const { level, output } of logs) {
    context.deployment.appendAgentLog(workspace, {
      level,
      output,
      script: Math.max(script, 0),
    } satisfies Omit<AgentLog, "id" | "createdAt">);
  }
  return json(null);
}

const snapshotSchema = z.object({
  messages: z.array(
    z.object({
      id: z.int(),
      role: z.enum(["user", "agent"]),
      content: z.string(),
      time: z.iso.datetime({ offset: true }),
    }),
  ),
});

async function logSnapshot(context: Context): Promise<Reply> {
  const { workspace } = agentOfToken(context);
  const taskId = parseUuid(context.param("task"));
  if (workspace.task?.id !== taskId) throw notFound();
  const { messages } = await readJson(context, snapshotSchema);
  workspace.task.snapshot = {
    takenAt: Date.now(),
    messages: messages.map((message) => ({ ...message, time: Date.parse(message.time) })),
  };
  return empty();
}
