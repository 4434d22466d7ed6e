import type { Memento } from "vscode";

/** Each draft has a key of its own, so that windows that write at the same time do not undo each other's. */
const DRAFT = "coderFleet.draft:";
const SENT = "coderFleet.sentTexts";
/** Most drafts, and texts that were sent, that are kept. */
const MOST_DRAFTS = 30;
const MOST_SENT = 30;

interface Draft {
  readonly text: string;
  /** When it was last written on, milliseconds since 1970. */
  readonly at: number;
}

/** Texts for agents that were begun, and those that were sent. They outlive the window. */
export class Drafts {
  readonly #state: Memento;

  /** @param state of all windows: agents are not bound to the folder that is open, and a window without one ends with all it knows */
  constructor(state: Memento) {
    this.#state = state;
  }

  /** Empty where there is none. */
  get(key: string): string {
    return this.#draft(DRAFT + key)?.text ?? "";
  }

  async set(key: string, text: string): Promise<void> {
    if (text === this.get(key)) return;
    const draft: Draft = { text, at: Date.now() };
    await this.#state.update(DRAFT + key, text.trim() === "" ? undefined : draft);
    await this.#forgetOldest();
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

  async #forgetOldest(): Promise<void> {
    const newestFirst = this.#state
      .keys()
      .filter((key) => key.startsWith(DRAFT))
      .sort((a, b) => (this.#draft(b)?.at ?? 0) - (this.#draft(a)?.at ?? 0));
    for (const key of newestFirst.slice(MOST_DRAFTS)) await this.#state.update(key, undefined);
  }

  #draft(key: string): Draft | undefined {
    return this.#state.get<Draft>(key);
  }
}
