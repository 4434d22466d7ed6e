/** How long rows stay as they are after a sign of somebody pointing, and at most in all, in milliseconds. */
const STILL_MS = 3_000;
const LONGEST_MS = 10_000;

/**
 * Keeps rows where they are while somebody points at them, so that a click meets the row it was meant for. VS Code
 * tells extensions nothing of the mouse: signs are that a row is chosen, opened or closed, or asked for its tooltip.
 * Runs without VS Code.
 */
export class StillRows {
  #waiting: (() => void) | undefined;
  /** Runs while somebody points. */
  #pointing: NodeJS.Timeout | undefined;
  /** Runs while something waits. */
  #longest: NodeJS.Timeout | undefined;

  /** Somebody points at a row. */
  point(): void {
    clearTimeout(this.#pointing);
    this.#pointing = setTimeout(() => {
      this.release();
    }, STILL_MS).unref();
  }

  /** Draws at once, or when nobody points any more; then only the newest of what came meanwhile. */
  draw(draw: () => void): void {
    this.#waiting = draw;
    if (this.#pointing === undefined) {
      this.#drawWaiting();
      return;
    }
    this.#longest ??= setTimeout(() => {
      this.#drawWaiting();
    }, LONGEST_MS).unref();
  }

  /** Draws what waits: whoever pointed has done what they wanted. */
  release(): void {
    clearTimeout(this.#pointing);
    this.#pointing = undefined;
    this.#drawWaiting();
  }

  #drawWaiting(): void {
    const draw = this.#waiting;
    this.dispose();
    draw?.();
  }

  /** Draws no more of what waits. */
  dispose(): void {
    clearTimeout(this.#longest);
    this.#longest = undefined;
    this.#waiting = undefined;
  }
}
