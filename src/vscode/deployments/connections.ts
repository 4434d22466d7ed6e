import type { Disposable } from "vscode";
import type { Fleet } from "../../services/fleet";
import type { Log } from "../extension/log";
import type { Settings } from "../extension/settings";
import type { Deployments } from "./deployments";

interface Connection {
  readonly token: string;
  readonly fleet: Promise<Fleet>;
}

/**
 * Opens deployments when they are first used and keeps them until their token or a setting changes. The code that
 * talks to deployments is loaded here, not at activation.
 */
export class Connections implements Disposable {
  readonly #deployments: Deployments;
  readonly #settings: Settings;
  readonly #log: Log;
  readonly #connections = new Map<string, Connection>();
  readonly #subscriptions: readonly Disposable[];

  constructor(deployments: Deployments, settings: Settings, log: Log) {
    this.#deployments = deployments;
    this.#settings = settings;
    this.#log = log;
    this.#subscriptions = [
      deployments.onDidChange(() => {
        this.#closeWhere((url, { token }) => deployments.get(url)?.token !== token);
      }),
      settings.onDidChange(() => {
        this.#closeWhere(() => true);
      }),
    ];
  }

  /**
   * The fleet of a deployment that is signed in to.
   * @throws Error where it is not
   * @throws ConfigurationError where a setting cannot be used
   */
  async fleet(url: string): Promise<Fleet> {
    const session = this.#deployments.get(url);
    if (session === undefined) {
      throw new Error(`You are not signed in to ${url}. Run the command “Coder Fleet: Sign In”.`);
    }
    const known = this.#connections.get(url);
    if (known !== undefined) return known.fleet;
    const fleet = this.#open(session);
    this.#connections.set(url, { token: session.token, fleet });
    // A setting that cannot be used is said each time until it is corrected.
    fleet.catch(() => this.#connections.delete(url));
    return fleet;
  }

  async #open(session: { readonly url: string; readonly token: string }): Promise<Fleet> {
    const [{ openFleet }, configuration] = await Promise.all([
      import("../../services/late"),
      this.#settings.configuration(session),
    ]);
    return openFleet(configuration, ({ method, path, status, error, durationMs, requestId }) => {
      const outcome = status ?? error ?? "no answer";
      const id = requestId === undefined ? "" : ` (${requestId})`;
      this.#log.debug(`${method} ${path} ${outcome} ${Math.round(durationMs)} ms${id}`);
    });
  }

  #closeWhere(ended: (url: string, connection: Connection) => boolean): void {
    for (const [url, connection] of this.#connections) {
      if (!ended(url, connection)) continue;
      this.#connections.delete(url);
      connection.fleet.then(
        ({ deployment }) => {
          deployment.close();
        },
        () => undefined,
      );
    }
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#closeWhere(() => true);
  }
}
