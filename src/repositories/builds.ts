import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { buildParametersSchema, buildSchema } from "../models/coder/workspace";
import type { BuildRepository } from "./deployment";
import { followJob } from "./jobs";

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

    follow: (id, onLog, call) =>
      followJob(client, { route: routes.followBuildLogs, ...about(id) }, onLog, () => get(id, call), call),
  };
}
