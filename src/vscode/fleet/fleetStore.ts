import type { Call } from "../../models/call";
import type { FleetList, FleetScope } from "../../services/agents/fleetList";
import { FleetWatch, type News } from "../../services/agents/fleetWatch";
import { isAuthenticationError } from "../extension/errors";
import { Listeners } from "../extension/listeners";
import type { AgentEntry } from "./agentEntry";
import { type FleetState, fleetState, type Offer } from "./fleetState";

/** A deployment to show. */
export interface ShownDeployment {
  readonly url: string;
  readonly token: string;
  readonly expired: boolean;
}

/** What the store asks of deployments. */
export interface FleetSource {
  /** All agents of a scope in one pass; what the deployment can do costs no further request. */
  list(url: string, scope: FleetScope, call: Call): Promise<FleetList>;
  /** Tells news of one's own agents until the call is cancelled; where a deployment tells none it ends at once. */
  news(url: string, ...rest: Parameters<News>): Promise<void>;
  /** Told at each look that the deployment answers with 401. */
  refused(url: string, token: string): void;
}

interface Watched {
  deployment: ShownDeployment;
  readonly watch: FleetWatch;
  offer: Offer | undefined;
}

/**
 * The living list of agents of the deployments shown. Asks them only while somebody watches; what it knows stays
 * in between. Runs without VS Code.
 */
export class FleetStore {
  readonly #source: FleetSource;
  readonly #changes = new Listeners<FleetState>();
  readonly #watched = new Map<string, Watched>();
  #scope: FleetScope;
  /** Everybody who looks at the list now. */
  readonly #watchers = new Set<object>();
  #state: FleetState = fleetState([]);

  constructor(source: FleetSource, scope: FleetScope) {
    this.#source = source;
    this.#scope = scope;
  }

  /** Told after every look and whenever the deployments shown change. */
  readonly onDidChange = this.#changes.subscribe;

  get state(): FleetState {
    return this.#state;
  }

  /** The agent of a key as it was last seen; undefined where it is not in the list. */
  find(key: string): AgentEntry | undefined {
    return this.#state.entries.find((entry) => entry.key === key);
  }

  /** Shows these deployments; what is known of those that stay is kept. */
  show(deployments: readonly ShownDeployment[]): void {
    const urls = new Set(deployments.map(({ url }) => url));
    for (const [url, { watch }] of this.#watched) {
      if (urls.has(url)) continue;
      watch.stop();
      this.#watched.delete(url);
    }
    for (const deployment of deployments) {
      const known = this.#watched.get(deployment.url);
      if (known?.deployment.token === deployment.token) {
        known.deployment = deployment;
        if (deployment.expired) known.watch.stop();
      } else {
        // A new login may see other agents.
        known?.watch.stop();
        this.#watch(deployment);
      }
    }
    this.#update();
  }

  /** Keeps the list up to date until the answer is disposed of; several may watch at once. */
  watch(): { dispose(): void } {
    const watcher = {
      dispose: () => {
        if (this.#watchers.delete(watcher) && this.#watchers.size === 0) this.#stop();
      },
    };
    this.#watchers.add(watcher);
    for (const { deployment, watch } of this.#watched.values()) {
      if (!deployment.expired) watch.start();
    }
    return watcher;
  }

  #stop(): void {
    for (const { watch } of this.#watched.values()) watch.stop();
  }

  /** Looks again now; settles when it is done. Deployments whose login expired are not asked. */
  async refresh(): Promise<void> {
    const asked = [...this.#watched.values()].filter(({ deployment }) => !deployment.expired);
    await Promise.all(asked.map(({ watch }) => watch.refresh()));
  }

  /** Another choice of agents. Of other owners the list is asked anew, the old one does not stay. */
  setScope(scope: FleetScope): void {
    const { allOwners, archived } = this.#scope;
    this.#scope = scope;
    if (allOwners !== scope.allOwners) {
      const deployments = [...this.#watched.values()].map(({ deployment }) => deployment);
      this.show([]);
      this.show(deployments);
    } else if (archived !== scope.archived && this.#watchers.size > 0) {
      void this.refresh();
    }
  }

  dispose(): void {
    this.#stop();
  }

  #watch(deployment: ShownDeployment): void {
    const watched: Watched = {
      deployment,
      offer: undefined,
      watch: new FleetWatch(
        async (call) => {
          const list = await this.#source.list(deployment.url, this.#scope, call);
          watched.offer = list;
          return list;
        },
        () => {
          this.#looked(watched);
        },
        (...rest) => this.#source.news(deployment.url, ...rest),
      ),
    };
    this.#watched.set(deployment.url, watched);
    if (this.#watchers.size > 0 && !deployment.expired) watched.watch.start();
  }

  #looked({ deployment, watch }: Watched): void {
    this.#update();
    if (isAuthenticationError(watch.snapshot.error)) {
      this.#source.refused(deployment.url, deployment.token);
    }
  }

  #update(): void {
    this.#state = fleetState(
      [...this.#watched.values()].map(({ deployment: { url, expired }, watch: { snapshot }, offer }) => ({
        url,
        expired,
        snapshot,
        offer,
      })),
    );
    this.#changes.tell(this.#state);
  }
}
