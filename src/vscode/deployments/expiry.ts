import { type Disposable, window } from "vscode";
import { setContextKey } from "../extension/contextKeys";
import type { Translate } from "../extension/translate";
import type { Deployments } from "./deployments";

/** Turns any number of 401s of a deployment into one question, and tells menus and views of it. */
export class Expiry implements Disposable {
  readonly #deployments: Deployments;
  readonly #t: Translate;
  readonly #signIn: (url: string) => Promise<unknown>;
  readonly #subscription: Disposable;

  constructor(deployments: Deployments, t: Translate, signIn: (url: string) => Promise<unknown>) {
    this.#deployments = deployments;
    this.#t = t;
    this.#signIn = signIn;
    this.#subscription = deployments.onDidChange(() => {
      setContextKey("coderFleet.expired", deployments.active?.expired === true);
    });
  }

  /** The deployment refused this token. */
  refused(url: string, token: string): void {
    if (this.#deployments.markExpired(url, token)) void this.#ask(url);
  }

  async #ask(url: string): Promise<void> {
    const t = this.#t;
    const signIn = t("Sign In");
    const answer = await window.showWarningMessage(
      t("{0} no longer accepts your session token.", url),
      signIn,
    );
    if (answer === signIn && this.#deployments.get(url)?.expired !== false) await this.#signIn(url);
  }

  dispose(): void {
    this.#subscription.dispose();
  }
}
