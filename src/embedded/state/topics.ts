/** Who wants to know of a change: watch streams of a workspace, followers of a build's or an agent's log. */
export class Topics {
  readonly #listeners = new Map<string, Set<() => void>>();

  /** Calls `listener` at each change of the thing with this id until the returned function is called. */
  subscribe(id: string, listener: () => void): () => void {
    const listeners = this.#listeners.get(id) ?? new Set();
    this.#listeners.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#listeners.get(id) === listeners) this.#listeners.delete(id);
    };
  }

  publish(id: string): void {
    for (const listener of [...(this.#listeners.get(id) ?? [])]) listener();
  }
}
