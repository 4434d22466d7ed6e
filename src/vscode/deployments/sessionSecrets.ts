import type { Event, SecretStorage } from "vscode";
import { type Disposable, EventEmitter } from "vscode";
import type { StoredSession } from "../../models/session";

const PREFIX = "coderFleet.session:";

/** Logins in VS Code's secret storage, one key per deployment. Nothing else of ours holds a token. */
export class SessionSecrets implements Disposable {
  readonly #secrets: SecretStorage;
  readonly #emitter = new EventEmitter<string>();
  readonly #subscription: Disposable;

  constructor(secrets: SecretStorage) {
    this.#secrets = secrets;
    this.#subscription = secrets.onDidChange(({ key }) => {
      if (key.startsWith(PREFIX)) this.#emitter.fire(key.slice(PREFIX.length));
    });
  }

  /** Address of a deployment whose login was stored or deleted, in this window or another one. */
  get onDidChange(): Event<string> {
    return this.#emitter.event;
  }

  /** Undefined where there is none, or where what is there is none of ours. */
  async get(url: string): Promise<StoredSession | undefined> {
    const text = await this.#secrets.get(PREFIX + url);
    if (text === undefined) return undefined;
    const { sessionSchema } = await import("../../services/late");
    return sessionSchema.safeParse(parseJson(text)).data;
  }

  async set(url: string, session: StoredSession): Promise<void> {
    await this.#secrets.store(PREFIX + url, JSON.stringify(session));
  }

  async delete(url: string): Promise<void> {
    await this.#secrets.delete(PREFIX + url);
  }

  dispose(): void {
    this.#subscription.dispose();
    this.#emitter.dispose();
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
