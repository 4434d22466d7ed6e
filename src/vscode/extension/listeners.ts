/** An event for code that runs without VS Code too: what `EventEmitter` is there. */
export class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();

  /** Adds a listener; disposing the answer removes it. Has the shape of a VS Code `Event`. */
  readonly subscribe = (listener: (value: T) => void): { dispose(): void } => {
    this.#listeners.add(listener);
    return { dispose: () => this.#listeners.delete(listener) };
  };

  tell(value: T): void {
    for (const listener of [...this.#listeners]) listener(value);
  }
}
