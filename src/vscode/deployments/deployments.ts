import { type Disposable, EventEmitter, window } from "vscode";
import type { Log } from "../extension/log";
import type { RememberedDeployments } from "./remembered";
import type { SessionSecrets } from "./sessionSecrets";

/** A deployment this person is signed in to. */
export interface Session {
  /** Base address, without a trailing slash. */
  readonly url: string;
  /** Name of the signed-in user. */
  readonly user: string;
  readonly token: string;
  /** The deployment refused the token (401); it is kept until there is a new one. */
  readonly expired: boolean;
}

/** The deployments a person is signed in to, one of them active. Other windows' changes arrive here too. */
export class Deployments implements Disposable {
  readonly #remembered: RememberedDeployments;
  readonly #secrets: SessionSecrets;
  readonly #log: Log;
  readonly #sessions = new Map<string, Session>();
  readonly #emitter = new EventEmitter<void>();
  readonly #subscriptions: readonly Disposable[];
  #active: string | undefined;
  #loaded: Promise<void> | undefined;
  /** Changes to the secret storage this window began, and how many of them are under way. */
  #writes = 0;
  #writing = 0;

  /** Sessions, or which of them is active, changed. */
  readonly onDidChange = this.#emitter.event;

  constructor(remembered: RememberedDeployments, secrets: SessionSecrets, log: Log) {
    this.#remembered = remembered;
    this.#secrets = secrets;
    this.#log = log;
    this.#subscriptions = [
      secrets.onDidChange((url) => void this.#reload(url)),
      // The state of other windows has no change event.
      window.onDidChangeWindowState(({ focused }) => {
        if (focused) this.#followActive();
      }),
    ];
  }

  /** Reads what is stored, once. Everything below is empty before. */
  load(): Promise<void> {
    return (this.#loaded ??= this.#readAll());
  }

  /** The active one first. */
  get all(): readonly Session[] {
    const { active } = this;
    const others = [...this.#sessions.values()].filter((session) => session !== active);
    return active === undefined ? others : [active, ...others];
  }

  get active(): Session | undefined {
    return (
      (this.#active === undefined ? undefined : this.#sessions.get(this.#active)) ??
      this.#sessions.values().next().value
    );
  }

  get(url: string): Session | undefined {
    return this.#sessions.get(url);
  }

  /** Addresses a person used before, newest first. */
  get rememberedUrls(): readonly string[] {
    return this.#remembered.urls;
  }

  /** Keeps a login that was checked, and makes its deployment the active one. */
  async signIn(login: Omit<Session, "expired">): Promise<void> {
    const { url, user, token } = login;
    await this.load();
    this.#log.hide(token);
    await this.#remembered.add(url);
    await this.#remembered.activate(url);
    this.#active = url;
    this.#sessions.set(url, { url, user, token, expired: false });
    this.#emitter.fire();
    await this.#store(() => this.#secrets.set(url, { user, token }));
    this.#log.info(`Signed in to ${url} as ${user}`);
  }

  /** Deletes the login. The address stays remembered. */
  async signOut(url: string): Promise<void> {
    this.#sessions.delete(url);
    this.#emitter.fire();
    await this.#store(() => this.#secrets.delete(url));
    this.#log.info(`Signed out of ${url}`);
  }

  /** Deletes login and address: the deployment is gone. */
  async forget(url: string): Promise<void> {
    await this.#remembered.remove(url);
    if (this.#sessions.has(url)) await this.signOut(url);
  }

  async activate(url: string): Promise<void> {
    this.#active = url;
    await this.#remembered.activate(url);
    this.#emitter.fire();
  }

  /** The deployment refused this token. Answers whether that was news. */
  markExpired(url: string, token: string): boolean {
    const session = this.#sessions.get(url);
    if (session === undefined || session.expired || session.token !== token) return false;
    this.#sessions.set(url, { ...session, expired: true });
    this.#emitter.fire();
    return true;
  }

  async #readAll(): Promise<void> {
    this.#active = this.#remembered.active;
    await this.#forgetDeadDemos();
    const urls = this.#remembered.urls;
    const stored = await Promise.all(urls.map((url) => this.#secrets.get(url)));
    for (const [index, url] of urls.entries()) {
      const session = stored[index];
      if (session === undefined) continue;
      this.#log.hide(session.token);
      this.#sessions.set(url, { url, ...session, expired: false });
    }
    if (this.#sessions.size > 0) this.#emitter.fire();
  }

  /** A demo ends with the window that started it, which may have had no time to say so. */
  async #forgetDeadDemos(): Promise<void> {
    for (const [url, pid] of Object.entries(this.#remembered.demos)) {
      if (isRunning(pid)) continue;
      await this.#remembered.remove(url);
      await this.#remembered.removeDemo(url);
      await this.#secrets.delete(url);
    }
  }

  /** A login changed, here or in another window. */
  async #reload(url: string): Promise<void> {
    if (this.#loaded === undefined) return;
    await this.#loaded;
    const writes = this.#writes;
    const stored = await this.#secrets.get(url);
    // What was read before this window's own change is out of date; that change tells of itself.
    if (this.#writing > 0 || writes !== this.#writes) return;
    const known = this.#sessions.get(url);
    if (stored?.token === known?.token) return;
    if (stored === undefined) {
      this.#sessions.delete(url);
    } else {
      this.#log.hide(stored.token);
      this.#sessions.set(url, { url, ...stored, expired: false });
      this.#active = this.#remembered.active ?? url;
    }
    this.#emitter.fire();
  }

  /** Writes to the secret storage, whose own news come later than what is known here. */
  async #store(write: () => Promise<void>): Promise<void> {
    this.#writes += 1;
    this.#writing += 1;
    try {
      await write();
    } finally {
      this.#writing -= 1;
    }
  }

  #followActive(): void {
    const { active } = this.#remembered;
    if (active === undefined || active === this.#active || !this.#sessions.has(active)) return;
    this.#active = active;
    this.#emitter.fire();
  }

  dispose(): void {
    for (const subscription of this.#subscriptions) subscription.dispose();
    this.#emitter.dispose();
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
