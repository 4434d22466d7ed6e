import type { Call } from "../../models/call";
import type { FleetList } from "../../services/agents/fleetList";
import { FleetWatch, type News } from "../../services/agents/fleetWatch";
import { isAuthenticationError } from "../extension/errors";
import { Listeners } from "../extension/listeners";
import { type FleetState, fleetState } from "./fleetState";

/** A deployment to show. */
export interface ShownDeployment {
  readonly url: string;
  readonly token: string;
  readonly expired: boolean;
}

/** What the store asks of deployments. */
export interface FleetSource {
  /** All agents, one's own or everybody's, in one pass; `canCreate` costs no further request. */
  list(url: string, allOwners: boolean, call: Call): Promise<FleetList>;
  /** Tells news of one's own agents until the call is cancelled; where a deployment tells none it ends at once. */
  news(url: string, ...rest: Parameters<News>): Promise<void>;
  /** Told at each look that the deployment answers with 401. */
  refused(url: string, token: string): void;
}

interface Watched {
  deployment: ShownDeployment;
  readonly watch: FleetWatch;
  canCreate: boolean | undefined;
}

/**
 * The living list of agents of the deployments shown. Asks them only between `start` and `stop`; what it knows
 * stays in between. Runs without VS Code.
 */
export class FleetStore {
  readonly #source: FleetSource;
  readonly #changes = new Listeners<FleetState>();
  readonly #watched = new Map<string, Watched>();
  #allOwners: boolean;
  #visible = false;
  #state: FleetState = fleetState([]);

  constructor(source: FleetSource, allOwners: boolean) {
    this.#source = source;
    this.#allOwners = allOwners;
  }

  /** Told after every look and whenever the deployments shown change. */
  readonly onDidChange = this.#changes.subscribe;

  get state(): FleetState {
    return this.#state;
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
      if (known === undefined) {
        this.#watch(deployment);
      } else {
        const renewed = known.deployment.token !== deployment.token;
        known.deployment = deployment;
        if (deployment.expired) known.watch.stop();
        else if (this.#visible && renewed) known.watch.start();
      }
    }
    this.#update();
  }

  /** Keeps the list up to date from now on. */
  start(): void {
    this.#visible = true;
    for (const { deployment, watch } of this.#watched.values()) {
      if (!deployment.expired) watch.start();
    }
  }

  stop(): void {
    this.#visible = false;
    for (const { watch } of this.#watched.values()) watch.stop();
  }

  /** Looks again now; settles when it is done. Deployments whose login expired are not asked. */
  async refresh(): Promise<void> {
    const asked = [...this.#watched.values()].filter(({ deployment }) => !deployment.expired);
    await Promise.all(asked.map(({ watch }) => watch.refresh()));
  }

  /** Another choice of owners: the list is asked anew, the old one does not stay. */
  setAllOwners(allOwners: boolean): void {
    if (this.#allOwners === allOwners) return;
    this.#allOwners = allOwners;
    const deployments = [...this.#watched.values()].map(({ deployment }) => deployment);
    this.show([]);
    this.show(deployments);
  }

  dispose(): void {
    this.stop();
  }

  #watch(deployment: ShownDeployment): void {
    const watched: Watched = {
      deployment,
      canCreate: undefined,
      watch: new FleetWatch(
        async (call) => {
          const list = await this.#source.list(deployment.url, this.#allOwners, call);
          watched.canCreate = list.canCreate;
          return list;
        },
        () => {
          this.#looked(watched);
        },
        (...rest) => this.#source.news(deployment.url, ...rest),
      ),
    };
    this.#watched.set(deployment.url, watched);
    if (this.#visible && !deployment.expired) watched.watch.start();
  }

  #looked({ deployment, watch }: Watched): void {
    this.#update();
    if (isAuthenticationError(watch.snapshot.error)) {
      this.#source.refused(deployment.url, deployment.token);
    }
  }

  #update(): void {
    this.#state = fleetState(
      [...this.#watched.values()].map(({ deployment: { url, expired }, watch: { snapshot }, canCreate }) => ({
        url,
        expired,
        snapshot,
        canCreate,
      })),
    );
    this.#changes.tell(this.#state);
  }
}
