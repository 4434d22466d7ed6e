import type { Memento } from "vscode";

const DRAFTS = "coderFleet.drafts";
const SENT = "coderFleet.sentTexts";
/** Most drafts, and texts that were sent, that are kept. */
const MOST_DRAFTS = 30;
const MOST_SENT = 30;

/** Texts for agents that were begun, and those that were sent. They outlive the window. */
export class Drafts {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  /** Empty where there is none. */
  get(key: string): string {
    return this.#drafts.find(([known]) => known === key)?.[1] ?? "";
  }

  async set(key: string, text: string): Promise<void> {
    if (text === this.get(key)) return;
    const others = this.#drafts.filter(([known]) => known !== key);
    const drafts = text.trim() === "" ? others : [[key, text] as const, ...others];
    await this.#state.update(DRAFTS, drafts.slice(0, MOST_DRAFTS));
  }

  /** A draft was sent: it is none any more. */
  async sent(key: string, text: string): Promise<void> {
    await this.set(key, "");
    const others = this.sentTexts.filter((known) => known !== text);
    await this.#state.update(SENT, [text, ...others].slice(0, MOST_SENT));
  }

  /** Newest first. */
  get sentTexts(): readonly string[] {
    return this.#state.get<readonly string[]>(SENT, []);
  }

  get #drafts(): readonly (readonly [string, string])[] {
    return this.#state.get<readonly (readonly [string, string])[]>(DRAFTS, []);
  }
}
