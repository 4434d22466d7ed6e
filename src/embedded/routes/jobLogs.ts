/** Logs of builds and of template imports: as a list, as text, and followed over a WebSocket. */
import type { Context } from "../http/context";
import { HttpError, ReplyError } from "../http/errors";
import { json, type Reply, text } from "../http/reply";
import type { Route, SocketHandler } from "../http/route";
import { upgradeRequired } from "../http/upgradeRequired";
import { jobLogs, jobLogText, renderJobLog } from "../render/jobLogs";
import { buildOf, versionOf } from "../rules/access";
import { isFinished } from "../state/store";
import type { Job, JobLog } from "../state/types";

/** A job and its log as it stands when asked. */
interface LoggedJob {
  readonly job: Job;
  readonly lines: () => readonly JobLog[];
}

function ofBuild(context: Context): LoggedJob {
  const { build } = buildOf(context);
  const { blueprint } = context.store.version(build.templateVersionId);
  return {
    job: build.job,
    lines: () => jobLogs(context.deployment, build.job, blueprint, build.transition),
  };
}

function ofVersion(context: Context): LoggedJob {
  const { job, blueprint } = versionOf(context);
  return { job, lines: () => jobLogs(context.deployment, job, blueprint, null) };
}

/** Only `after` narrows; `before` is read and ignored, as recorded. @throws HttpError 400 */
function afterOf({ query }: Context): number {
  for (const key of ["before", "after"]) {
    if (/^-?\d*$/.test(query.get(key) ?? "")) continue;
    throw new HttpError(400, `Query param "${key}" must be an integer.`, undefined, [
      { field: key, detail: "Must be an integer" },
    ]);
  }
  return Number(query.get("after") ?? "0");
}

const list =
  (find: (context: Context) => LoggedJob) =>
  (context: Context): Reply => {
    const { lines } = find(context);
    const after = afterOf(context);
    if (context.query.has("follow")) return upgradeRequired(context.request);
    const rows = lines().filter((line) => line.id > after);
    if (context.query.get("format") === "text" && !context.generation.old) {
      return text(rows.map(jobLogText).join(""));
    }
    return json(rows.map(renderJobLog));
  };

/** One object per frame; the server closes with `done` when the job has ended. */
const follow =
  (find: (context: Context) => LoggedJob) =>
  (context: Context): SocketHandler => {
    if (!context.query.has("follow")) throw new ReplyError(list(find)(context));
    const { job, lines } = find(context);
    let after = afterOf(context);
    return (socket) => {
      const catchUp = () => {
        for (const line of lines()) {
          if (line.id <= after) continue;
          after = line.id;
          socket.send(JSON.stringify(renderJobLog(line)));
        }
        if (isFinished(job)) socket.close(1000, "done");
      };
      socket.on("close", context.deployment.topics.subscribe(job.id, catchUp));
      catchUp();
    };
  };

const buildLogs = "/api/v2/workspacebuilds/{build}/logs";
const versionLogs = "/api/v2/templateversions/{version}/logs";

export const jobLogRoutes: readonly Route[] = [
  { method: "SOCKET", path: buildLogs, open: follow(ofBuild) },
  { method: "GET", path: buildLogs, handler: list(ofBuild) },
  { method: "SOCKET", path: versionLogs, open: follow(ofVersion) },
  { method: "GET", path: versionLogs, handler: list(ofVersion) },
];
