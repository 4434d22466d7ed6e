/** Shortest time between two changes of a text, in milliseconds. */
const SHORTEST_MS = 100;
/** VS Code reads the whole text anew at each change: long ones change less often. */
const CHARACTERS_PER_MS = 4_000;
/** A change that VS Code took over slowly is followed by a rest of at least as long. */
const REST_FACTOR = 1;
/** Longest wait for VS Code to take a change over, in milliseconds: it need not show the document at all. */
const LONGEST_TAKING_MS = 5_000;

/** Says when a text may change again, so that VS Code and a busy computer have time for other things. */
export class DocumentPace {
  #toldAt = Number.NEGATIVE_INFINITY;
  #pause = 0;
  #isTaking = false;

  /** Milliseconds from now. */
  get wait(): number {
    const pause = this.#isTaking ? LONGEST_TAKING_MS : this.#pause;
    return Math.max(0, this.#toldAt + pause - performance.now());
  }

  /** VS Code was told that the text is another one, so many characters long. */
  told(characters: number): void {
    this.#toldAt = performance.now();
    this.#pause = Math.max(SHORTEST_MS, characters / CHARACTERS_PER_MS);
    this.#isTaking = true;
  }

  /** VS Code has the newest text. */
  taken(): void {
    if (!this.#isTaking) return;
    this.#isTaking = false;
    const took = performance.now() - this.#toldAt;
    this.#pause = Math.max(this.#pause, took * (1 + REST_FACTOR));
  }
}
