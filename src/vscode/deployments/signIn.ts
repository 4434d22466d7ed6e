import { env, ProgressLocation, QuickPickItemKind, Uri, window } from "vscode";
import type { QuickPickItem } from "vscode";
import type { Credentials } from "../../services/configuration/credentials";
import { signalOf } from "../extension/cancellation";
import { errorText } from "../extension/errorText";
import { isCanceled, isConfigurationError } from "../extension/errors";
import type { Settings } from "../extension/settings";
import type { Translate } from "../extension/translate";
import { askText } from "../prompts/askText";
import type { Deployments } from "./deployments";

/** Signing in to a deployment: address, then token, checked before it is kept. */
export class SignIn {
  readonly #deployments: Deployments;
  readonly #settings: Settings;
  readonly #t: Translate;
  /** One at a time, whoever asks. */
  #running: Promise<boolean> | undefined;

  constructor(deployments: Deployments, settings: Settings, t: Translate) {
    this.#deployments = deployments;
    this.#settings = settings;
    this.#t = t;
  }

  /**
   * Asks the person for what is missing. Answers whether they are signed in now; cancelling is no error.
   * @param url asks for the token only
   */
  run(url?: string): Promise<boolean> {
    this.#running ??= this.#ask(url).finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  /**
   * Keeps a login after asking the deployment whose it is.
   * @throws FleetError, ConfigurationError where the deployment or a setting does not let it
   */
  async keep(login: Credentials, signal: AbortSignal): Promise<void> {
    const { verifyLogin } = await import("../../services/late");
    const user = await verifyLogin(await this.#settings.configuration(login), { signal });
    await this.#deployments.signIn({ ...login, user });
  }

  async #ask(given: string | undefined): Promise<boolean> {
    const t = this.#t;
    await this.#deployments.load();
    const commandLine = given === undefined ? await this.#commandLineLogin() : undefined;
    const chosen = given ?? (await this.#askUrl(commandLine));
    if (chosen === undefined) return false;
    if (typeof chosen !== "string") {
      const title = t("Signing in to {0}", chosen.url);
      const problem = await window.withProgress(
        { location: ProgressLocation.Notification, title, cancellable: true },
        (_, token) => this.#check(chosen, signalOf(token)),
      );
      if (problem === undefined) return true;
      return this.#askToken(chosen.url, problem);
    }
    return this.#askToken(chosen);
  }

  /** A remembered address, the login of the Coder command line, or an address that is typed in. */
  async #askUrl(commandLine: Credentials | undefined): Promise<string | Credentials | undefined> {
    const t = this.#t;
    interface Choice extends QuickPickItem {
      readonly chosen?: string | Credentials;
    }
    const remembered = this.#deployments.rememberedUrls;
    const { url: suggested } = this.#settings;
    const urls = suggested === "" || remembered.includes(suggested) ? remembered : [suggested, ...remembered];
    if (urls.length === 0 && commandLine === undefined) return this.#typeUrl();
    const choices: Choice[] = [
      ...urls.map((url) => ({ label: url, chosen: url })),
      ...(commandLine === undefined
        ? []
        : [
            {
              label: `$(terminal) ${t("Use the login of the coder command line")}`,
              description: commandLine.url,
              detail: t("Its token is checked, then kept in VS Code's secret storage."),
              chosen: commandLine,
            },
          ]),
      { label: "", kind: QuickPickItemKind.Separator },
      { label: `$(add) ${t("Another deployment…")}` },
    ];
    const choice = await window.showQuickPick(choices, {
      title: t("Sign in to Coder"),
      placeHolder: t("Choose a deployment"),
      ignoreFocusOut: true,
    });
    return choice === undefined ? undefined : (choice.chosen ?? this.#typeUrl());
  }

  async #typeUrl(): Promise<string | undefined> {
    const t = this.#t;
    const { deploymentUrl, isOn } = await import("../../services/late");
    const allowHttp = isOn(this.#settings.given.allowHttp);
    const check = (value: string) =>
      deploymentUrl({ value: withScheme(value), name: t("Address"), origin: "process" }, allowHttp);
    const typed = await askText(
      {
        title: t("Sign in to Coder"),
        prompt: t("Address of the Coder deployment"),
        placeholder: "https://coder.example.com",
        checkTyped(address) {
          try {
            if (address.trim() !== "") check(address);
            return undefined;
          } catch (error) {
            return errorText(error);
          }
        },
      },
      t,
    );
    return typed === undefined || typed.trim() === "" ? undefined : check(typed);
  }

  /** Opens the page that shows a token and asks for it until it is accepted. */
  async #askToken(url: string, problem?: string): Promise<boolean> {
    const t = this.#t;
    const page = `${url}/cli-auth`;
    await env.openExternal(Uri.parse(page));
    const token = await askText(
      {
        title: t("Sign in to {0}", url),
        prompt: t("Paste the session token that {0} shows (it was opened in your browser)", page),
        placeholder: t("Session token"),
        password: true,
        problem,
        check: async (text, signal) => {
          const typed = text.trim();
          return typed === "" ? t("The token is missing.") : this.#check({ url, token: typed }, signal);
        },
      },
      t,
    );
    return token !== undefined;
  }

  /** Keeps a login that the deployment accepts; else answers what is wrong with it. */
  async #check(login: Credentials, signal: AbortSignal): Promise<string | undefined> {
    try {
      await this.keep(login, signal);
      return undefined;
    } catch (error) {
      return isCanceled(error) ? this.#t("Signing in was canceled.") : errorText(error);
    }
  }

  /** The login of the Coder command line on this computer; one that cannot be used is not offered. */
  async #commandLineLogin(): Promise<Credentials | undefined> {
    const { coderLogin, isOn } = await import("../../services/late");
    try {
      return coderLogin(isOn(this.#settings.given.allowHttp), {
        environment: process.env,
        platform: process.platform,
      });
    } catch (error) {
      if (isConfigurationError(error)) return undefined;
      throw error;
    }
  }
}

/** People type `coder.example.com`. */
function withScheme(address: string): string {
  const trimmed = address.trim();
  return trimmed.includes("://") ? trimmed : `https://${trimmed}`;
}
