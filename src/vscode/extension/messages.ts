import { commands, window } from "vscode";
import { isAuthenticationError, isCanceled, isConfigurationError, isNetworkError } from "./errors";
import { errorText } from "./errorText";
import type { Log } from "./log";
import { settingIn } from "./settingName";
import type { Translate } from "./translate";

/** The one place that shows failures. */
export class Messages {
  readonly #log: Log;
  readonly #t: Translate;
  readonly #expired: (url: string) => boolean;

  /** @param expired told of a 401; answers whether that deployment's login has expired, which asks by itself */
  constructor(log: Log, t: Translate, expired: (url: string) => boolean) {
    this.#log = log;
    this.#t = t;
    this.#expired = expired;
  }

  /**
   * Says what failed, with a way on. Cancelling is no failure; an expired login is said once for all.
   * @param about the deployment it happened on, where it was one
   * @param retry runs the same again
   */
  async failed(error: unknown, about?: string, retry?: () => unknown): Promise<void> {
    if (isCanceled(error)) return;
    this.#log.error("Failed", error);
    if (about !== undefined && isAuthenticationError(error) && this.#expired(about)) return;
    const t = this.#t;
    const again = t("Retry");
    const output = t("Show Output");
    const settings = t("Open Settings");
    const check = t("Check Connection");
    const text = errorText(error);
    const setting = settingIn(text);
    const actions = isConfigurationError(error)
      ? [settings]
      : [
          ...(retry === undefined ? [] : [again]),
          ...(setting === undefined ? [] : [settings]),
          isNetworkError(error) && about !== undefined ? check : output,
        ];
    switch (await window.showErrorMessage(text, ...actions)) {
      case again:
        retry?.();
        break;
      case check:
        await commands.executeCommand("coderFleet.checkConnection", about);
        break;
      case output:
        this.#log.show();
        break;
      case settings:
        await commands.executeCommand("workbench.action.openSettings", setting ?? "coderFleet");
        break;
      case undefined:
        break;
    }
  }
}
