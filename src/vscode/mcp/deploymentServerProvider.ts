import { McpHttpServerDefinition, type McpServerDefinitionProvider, Uri } from "vscode";
import type { Connections } from "../deployments/connections";
import type { Deployments } from "../deployments/deployments";
import type { Log } from "../extension/log";
import type { Settings } from "../extension/settings";
import type { Translate } from "../extension/translate";
import { ChangingDefinitions } from "./changingDefinitions";
import { offeredServers } from "./serverDefinitions";

/** Longest wait for a deployment to say whether it has a server, in milliseconds. */
const ANSWER_MS = 5_000;

interface Parts {
  readonly deployments: Deployments;
  readonly connections: Connections;
  readonly settings: Settings;
  readonly log: Log;
  /** Of this extension. */
  readonly version: string;
  readonly t: Translate;
}

/** Offers the MCP server of the active deployment itself, where a person wants it and the deployment has one. */
export class DeploymentServerProvider
  extends ChangingDefinitions
  implements McpServerDefinitionProvider<McpHttpServerDefinition>
{
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super(parts.deployments, parts.settings);
    this.#parts = parts;
  }

  async provideMcpServerDefinitions(): Promise<McpHttpServerDefinition[]> {
    const { deployments, settings, version } = this.#parts;
    // Off by default: then nothing is read or asked.
    if (!settings.deploymentServer) return [];
    await deployments.load();
    const { active } = deployments;
    if (active === undefined || active.expired || !(await this.#answers(active.url))) return [];
    const [offered] = offeredServers([active], false, { version, environment: {} });
    const uri = Uri.parse(`${active.url}/api/experimental/mcp/http`);
    return [new McpHttpServerDefinition("Coder Deployment", uri, {}, offered?.version)];
  }

  resolveMcpServerDefinition(server: McpHttpServerDefinition): McpHttpServerDefinition {
    const { deployments, t } = this.#parts;
    const session = deployments.all.find(({ url }) => server.uri.toString(true).startsWith(`${url}/`));
    if (session === undefined) {
      throw new Error(
        t("You are not signed in to Coder. Run the command “Coder Fleet: Sign In”, then try again."),
      );
    }
    server.headers = { "Coder-Session-Token": session.token };
    return server;
  }

  async #answers(url: string): Promise<boolean> {
    const { connections, log } = this.#parts;
    try {
      const { deployment } = await connections.fleet(url);
      return await deployment.answersMcp({ signal: AbortSignal.timeout(ANSWER_MS) });
    } catch (error) {
      log.error(`${url} could not be asked for its own MCP server`, error);
      return false;
    }
  }
}
