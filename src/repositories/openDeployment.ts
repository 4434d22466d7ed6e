import { CoderClient, type CoderClientOptions } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { appsHostSchema, buildInfoSchema } from "../models/coder/user";
import { probeBackends } from "./backends/probeBackends";
import { buildRepository } from "./builds";
import type { Deployment } from "./deployment";
import { diagnosisRepository } from "./diagnosis";
import { answersMcp } from "./mcpServer";
import { oauthResource } from "./oauthResource";
import { remember } from "./remember";
import { templateAdminRepository } from "./templateAdmin";
import { terminalRepository } from "./terminals";
import { templateRepository } from "./templates";
import { userRepository } from "./users";
import { workspaceAgentRepository } from "./workspaceAgents";
import { workspaceRepository } from "./workspaces";

/** Everything services may ask of one Coder deployment with one token. Sends nothing by itself. */
export function openDeployment(options: CoderClientOptions): Deployment {
  const client = new CoderClient(options);
  const repositories = {
    users: userRepository(client),
    templates: templateRepository(client),
    workspaces: workspaceRepository(client),
    builds: buildRepository(client),
  };
  return {
    url: client.url,
    ...repositories,
    templateAdmin: templateAdminRepository(client),
    workspaceAgents: workspaceAgentRepository(client),
    terminals: terminalRepository(client),
    diagnosis: diagnosisRepository(client, options),
    appsHost: remember(
      async (call) => (await client.json(routes.appsHost, { schema: appsHostSchema }, call)).host,
    ),
    buildInfo: (call) => client.json(routes.buildInfo, { schema: buildInfoSchema }, call),
    oauthResource: oauthResource(client),
    answersMcp: answersMcp(client),
    backends: probeBackends(client, repositories),
    close: () => {
      client.close();
    },
  };
}
