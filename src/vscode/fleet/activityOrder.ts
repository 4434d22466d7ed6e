import { type AgentEntry } from "./agentEntry";
import { lastActivity, type Phase, phaseOf } from "./arrange";

interface Place {
  readonly phase: Phase;
  /** ISO 8601. */
  readonly at: string;
}

/**
 * When agents were last active, as far as their rows are ordered by it: the moment one came to what it does now. Rows
 * of agents that go on with it stay where they are, though they report again and again.
 */
export class ActivityOrder {
  #places: ReadonlyMap<string, Place> = new Map();

  /** Takes over a new list; answers the moment of each of its agents. */
  update(entries: readonly AgentEntry[]): (entry: AgentEntry) => string {
    const places = new Map(entries.map((entry) => [entry.key, this.#placeOf(entry)]));
    this.#places = places;
    return ({ key, agent }) => places.get(key)?.at ?? lastActivity(agent);
  }

  #placeOf({ key, agent }: AgentEntry): Place {
    const known = this.#places.get(key);
    const phase = phaseOf(agent);
    return known?.phase === phase ? known : { phase, at: lastActivity(agent) };
  }

  /** Orders all of them anew, next time: nobody points at rows. */
  forget(): void {
    this.#places = new Map();
  }
}
