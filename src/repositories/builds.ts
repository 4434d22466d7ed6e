import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import type { Call } from "../models/call";
import {
  type BuildLog,
  buildLogSchema,
  buildParametersSchema,
  buildSchema,
  type WorkspaceBuild,
} from "../models/coder/workspace";
import { CoderApiError, NetworkError } from "../models/errors";
import type { BuildRepository } from "./deployment";
import { parseFrame } from "./frames";
import { rest } from "./rest";

/** First and longest pause between two looks at a build whose log stream is gone, in milliseconds. */
const POLL_FIRST_MS = 250;
const POLL_LONGEST_MS = 3_000;

/** Builds of workspaces. */
export function buildRepository(client: CoderClient): BuildRepository {
  const about = (build: string) => ({
    params: { build },
    subject: { kind: "build", name: build } as const,
  });
  const get: BuildRepository["get"] = (id, call) =>
    client.json(routes.build, { ...about(id), schema: buildSchema }, call);

  return {
    get,
    parameters: (id, call) =>
      client.json(routes.buildParameters, { ...about(id), schema: buildParametersSchema }, call),

    cancel: (id, call) => client.empty(routes.cancelBuild, about(id), call),

    async follow(id, onLog, call) {
      await followLogs(client, id, onLog, call);
      // The stream usually ends with the job; where it broke or could not be opened, the job is polled.
      for (let wait = POLL_FIRST_MS; ; wait = Math.min(wait * 1.5, POLL_LONGEST_MS)) {
        const build = await get(id, call);
        if (hasEnded(build)) return build;
        await rest(wait, call);
      }
    },
  };
}

/** Whether the build's job is over, however it went. */
function hasEnded(build: WorkspaceBuild): boolean {
  return !["pending", "running", "canceling"].includes(build.job.status);
}

/** Reads the log stream until the server closes it; a stream that fails is left to polling. */
async function followLogs(
  client: CoderClient,
  id: string,
  onLog: (log: BuildLog) => void,
  call: Call,
): Promise<void> {
  try {
    const socket = await client.socket(
      routes.followBuildLogs,
      { params: { build: id }, query: { follow: true }, subject: { kind: "build", name: id } },
      call,
    );
    for await (const frame of socket) {
      const log = parseFrame(frame, buildLogSchema);
      if (log !== undefined) onLog(log);
    }
  } catch (error) {
    const lost =
      (error instanceof NetworkError && error.reason !== "canceled") || error instanceof CoderApiError;
    if (!lost) throw error;
  }
}
