import { McpStdioServerDefinition } from "vscode";
import type { McpServerDefinitionProvider } from "vscode";
import type { Deployments, Session } from "../deployments/deployments";
import type { SignIn } from "../deployments/signIn";
import { settingsEnvironment } from "../extension/givenSettings";
import { nodeCommand } from "../extension/nodeCommand";
import type { Settings } from "../extension/settings";
import type { Translate } from "../extension/translate";
import { ChangingDefinitions } from "./changingDefinitions";
import { type OfferedServer, offeredServers, SERVER_LABEL } from "./serverDefinitions";

interface Parts {
  readonly deployments: Deployments;
  readonly settings: Settings;
  readonly signIn: SignIn;
  /** Path of `dist/server.js`. */
  readonly script: string;
  /** Of this extension. */
  readonly version: string;
  readonly t: Translate;
}

/**
 * Offers the fleet's MCP server to VS Code. Offering asks nobody anything and holds no secret; the token goes into
 * the environment when a server is started. A changed token or setting changes the definition's version, so that
 * VS Code ends the running server and starts it with the new one.
 */
export class ServerProvider
  extends ChangingDefinitions
  implements McpServerDefinitionProvider<McpStdioServerDefinition>
{
  readonly #parts: Parts;

  constructor(parts: Parts) {
    super(parts.deployments, parts.settings);
    this.#parts = parts;
  }

  async provideMcpServerDefinitions(): Promise<McpStdioServerDefinition[]> {
    await this.#parts.deployments.load();
    return this.#offered().map((server) => this.#definition(server));
  }

  async resolveMcpServerDefinition(server: McpStdioServerDefinition): Promise<McpStdioServerDefinition> {
    const { deployments, settings, t } = this.#parts;
    await deployments.load();
    const session = await this.#sessionOf(server.label);
    if (session === undefined) {
      throw new Error(
        t("You are not signed in to Coder. Run the command “Coder Fleet: Sign In”, then try again."),
      );
    }
    // Wrong settings are said here, in words, instead of by a server that ends at once.
    await settings.configuration(session);
    server.env = { ...server.env, CODER_URL: session.url, CODER_SESSION_TOKEN: session.token };
    return server;
  }

  #offered(): readonly OfferedServer[] {
    const { deployments, settings, version } = this.#parts;
    return offeredServers(deployments.all, settings.allDeployments, {
      version,
      environment: { ...settingsEnvironment(settings.given), node: settings.nodePath },
    });
  }

  #definition({ label, version }: OfferedServer): McpStdioServerDefinition {
    const { settings, script } = this.#parts;
    const { command, env } = nodeCommand(settings.nodePath);
    const environment = { ...settingsEnvironment(settings.given), ...env };
    return new McpStdioServerDefinition(label, command, [script], environment, version);
  }

  /** The login a server is started with; asks the person where there is none or it has expired. */
  async #sessionOf(label: string): Promise<Session | undefined> {
    const { deployments, signIn } = this.#parts;
    const find = () => {
      const offered = this.#offered().find((server) => server.label === label);
      return offered?.url === undefined ? undefined : deployments.get(offered.url);
    };
    const session = find();
    if (session?.expired === false) return session;
    if (session === undefined && label !== SERVER_LABEL) return undefined;
    return (await signIn.run(session?.url)) ? find() : undefined;
  }
}
