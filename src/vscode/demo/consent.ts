import type { Memento } from "vscode";

const DEMO = "coderFleet.demoAllowed";

/** What a person agreed to once. */
export class Consent {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** That a demo deployment runs commands on this computer. */
  get demo(): boolean {
    return this.#state.get(DEMO, false);
  }

  async allowDemo(): Promise<void> {
    await this.#state.update(DEMO, true);
  }
}
