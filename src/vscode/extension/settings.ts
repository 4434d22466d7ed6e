import { type Disposable, EventEmitter, workspace } from "vscode";
import type { Configuration } from "../../models/configuration";
import type { GivenSettings } from "../../services/configuration/given";
import { NOTIFICATION_CHOICES, type NotificationChoice } from "../attention/notice";
import { givenSettings } from "./givenSettings";

const SECTION = "coderFleet";

/** What a person decided in VS Code's settings. Read anew at each use. */
export class Settings implements Disposable {
  readonly #emitter = new EventEmitter<void>();
  readonly #subscription = workspace.onDidChangeConfiguration((event) => {
    if (event.affectsConfiguration(SECTION) || event.affectsConfiguration("http")) this.#emitter.fire();
  });

  /** A setting of ours, or one of VS Code's that we heed, changed. */
  readonly onDidChange = this.#emitter.event;

  /** Everything that also has a flag and an environment variable, not checked yet. */
  get given(): GivenSettings {
    const ours = workspace.getConfiguration(SECTION);
    const http = workspace.getConfiguration("http");
    const useProxy = http.get<string>("proxySupport") !== "off";
    return givenSettings((key) => ours.get(key), {
      proxy: useProxy ? http.get("proxy", "") : "",
      noProxy: useProxy ? http.get<string[]>("noProxy", []) : [],
    });
  }

  /** Address to suggest at sign-in; empty where none is set. */
  get url(): string {
    return this.given.url?.value ?? "";
  }

  /** Path of another Node for the MCP server; empty for the one VS Code brings. */
  get nodePath(): string {
    return workspace.getConfiguration(SECTION).get("mcp.nodePath", "").trim();
  }

  /** Offer an MCP server for each deployment that is signed in to, not only for the active one. */
  get allDeployments(): boolean {
    return workspace.getConfiguration(SECTION).get("mcp.allDeployments", false);
  }

  /** Which news of agents are told in messages. */
  get notifications(): NotificationChoice {
    const chosen = workspace.getConfiguration(SECTION).get<string>("notifications");
    return NOTIFICATION_CHOICES.find((choice) => choice === chosen) ?? "all";
  }

  /** Offer the deployment's own MCP server too, where it answers. */
  get deploymentServer(): boolean {
    return workspace.getConfiguration(SECTION).get("mcp.deploymentServer", false);
  }

  /**
   * The checked configuration for one deployment.
   * @throws ConfigurationError that names the setting, its value and what is allowed.
   */
  async configuration(login: { readonly url: string; readonly token: string }): Promise<Configuration> {
    const { loadConfiguration } = await import("../../services/late");
    const { url, token } = login;
    return loadConfiguration(
      {
        ...this.given,
        url: { value: url, name: "the deployment's address", origin: "process" },
        token: { value: token, name: "the session token", origin: "process" },
      },
      { directory: "", environment: process.env, terminal: false },
    );
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#emitter.dispose();
  }
}
