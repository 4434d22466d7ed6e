import type { Disposable } from "vscode";

/** Things that end together, the newest first: what was built on another ends before it. */
export class Disposables implements Disposable {
  readonly #items: Disposable[] = [];

  /** Answers what it was given. */
  add<T extends Disposable>(item: T): T {
    this.#items.push(item);
    return item;
  }

  dispose(): void {
    for (const item of this.#items.splice(0).reverse()) item.dispose();
  }
}
