/** Tells listeners of a key what happened to it. */
export class Channel<T> {
  readonly #listeners = new Map<string, Set<(value: T) => void>>();

  /** Calls `listener` until the returned function is called. */
  subscribe(key: string, listener: (value: T) => void): () => void {
    const listeners = this.#listeners.get(key) ?? new Set();
    this.#listeners.set(key, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(key) === listeners) this.#listeners.delete(key);
    };
  }

  publish(key: string, value: T): void {
    for (const listener of [...(this.#listeners.get(key) ?? [])]) listener(value);
  }
}
