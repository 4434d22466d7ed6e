import { type Disposable, window } from "vscode";

/** The progress bar of a view. */
export class ViewProgress implements Disposable {
  readonly #viewId: string;
  #end: (() => void) | undefined;

  constructor(viewId: string) {
    this.#viewId = viewId;
  }

  /** Shows it from now on, or no more. */
  set(shown: boolean): void {
    if (!shown) {
      this.#end?.();
      this.#end = undefined;
    } else if (this.#end === undefined) {
      void this.during(
        new Promise<void>((resolve) => {
          this.#end = resolve;
        }),
      );
    }
  }

  /** Shows it until something has settled. */
  during<T>(work: Promise<T>): Thenable<T> {
    return window.withProgress({ location: { viewId: this.#viewId } }, () => work);
  }

  dispose(): void {
    this.set(false);
  }
}
