import { type Disposable, type LogOutputChannel, window } from "vscode";
import { redact } from "../../models/redact";

/** The extension's output channel. Nothing secret can be written to it. */
export class Log implements Disposable {
  readonly #channel: LogOutputChannel = window.createOutputChannel("Coder Fleet", { log: true });
  readonly #secrets = new Set<string>();

  /** From now on this text is never written. */
  hide(secret: string): void {
    this.#secrets.add(secret);
  }

  debug(message: string): void {
    this.#channel.debug(redact(message, this.#secrets));
  }

  info(message: string): void {
    this.#channel.info(redact(message, this.#secrets));
  }

  /** Message and, where there is one, the error with its cause and stack. */
  error(message: string, error?: unknown): void {
    const detail = error === undefined ? "" : `: ${describe(error)}`;
    this.#channel.error(redact(`${message}${detail}`, this.#secrets));
  }

  show(): void {
    this.#channel.show(true);
  }

  dispose(): void {
    this.#channel.dispose();
  }
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause === undefined ? "" : `\ncaused by ${describe(error.cause)}`;
  return `${error.stack ?? error.message}${cause}`;
}
