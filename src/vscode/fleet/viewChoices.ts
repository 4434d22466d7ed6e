import { EventEmitter, type Memento } from "vscode";
import type { FleetScope } from "../../services/agents/fleetList";
import { setContextKey } from "../extension/contextKeys";
import { type Arrangement, GROUPINGS, SORTINGS } from "./arrange";

const KEY = "coderFleet.arrangement";
const DEFAULTS: Arrangement = {
  groupBy: "status",
  sortBy: "activity",
  filter: "",
  allOwners: false,
  showArchived: false,
};

/** How a person wants to see the fleet; remembered for the workspace. */
export class ViewChoices {
  readonly #state: Memento;
  readonly #emitter = new EventEmitter<Arrangement>();
  readonly onDidChange = this.#emitter.event;
  #current: Arrangement;

  constructor(state: Memento) {
    this.#state = state;
    this.#current = { ...DEFAULTS, ...known(state.get<Partial<Arrangement>>(KEY, {})) };
    this.#tell();
  }

  get current(): Arrangement {
    return this.#current;
  }

  /** The part that is asked of deployments. */
  get scope(): FleetScope {
    const { allOwners, showArchived } = this.#current;
    return { allOwners, archived: showArchived };
  }

  async choose(choice: Partial<Arrangement>): Promise<void> {
    this.#current = { ...this.#current, ...choice };
    this.#tell();
    this.#emitter.fire(this.#current);
    await this.#state.update(KEY, this.#current);
  }

  #tell(): void {
    const { groupBy, sortBy, filter, allOwners, showArchived } = this.#current;
    setContextKey("coderFleet.groupBy", groupBy);
    setContextKey("coderFleet.sortBy", sortBy);
    setContextKey("coderFleet.filtered", filter !== "");
    setContextKey("coderFleet.allOwners", allOwners);
    setContextKey("coderFleet.showArchived", showArchived);
  }

  dispose(): void {
    this.#emitter.dispose();
  }
}

/** What an older or newer version stored may hold other words. */
function known({ groupBy, sortBy, ...rest }: Partial<Arrangement>): Partial<Arrangement> {
  return {
    ...rest,
    ...(groupBy !== undefined && GROUPINGS.includes(groupBy) ? { groupBy } : {}),
    ...(sortBy !== undefined && SORTINGS.includes(sortBy) ? { sortBy } : {}),
  };
}
