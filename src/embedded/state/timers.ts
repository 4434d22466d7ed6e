/** Time as the deployment sees it: `speed` times faster than the clock on the wall, and all of it can be ended. */
export class Timers {
  readonly #running = new Set<NodeJS.Timeout>();

  readonly speed: number;

  constructor(speed: number) {
    this.speed = speed;
  }

  /** Calls `action` after so many milliseconds of a real deployment. Returns how to call it off. */
  after(ms: number, action: () => void): () => void {
    const timer = setTimeout(() => {
      this.#running.delete(timer);
      action();
    }, ms / this.speed);
    this.#running.add(timer);
    return () => {
      clearTimeout(timer);
      this.#running.delete(timer);
    };
  }

  close(): void {
    for (const timer of this.#running) clearTimeout(timer);
    this.#running.clear();
  }
}
