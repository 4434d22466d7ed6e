import type { Memento } from "vscode";

/** Most addresses remembered. */
const LIMIT = 10;
const LIST = "coderFleet.deployments";
const ACTIVE = "coderFleet.activeDeployment";
const DEMOS = "coderFleet.demoProcesses";

/** The deployments a person used, newest first, and which of them is active. Holds no secret. */
export class RememberedDeployments {
  readonly #state: Memento;

  constructor(state: Memento) {
    this.#state = state;
  }

  get urls(): readonly string[] {
    return texts(this.#state.get(LIST));
  }

  get active(): string | undefined {
    return this.#state.get<string>(ACTIVE);
  }

  /** Puts a deployment first. */
  async add(url: string): Promise<void> {
    await this.#state.update(LIST, [url, ...this.urls.filter((known) => known !== url)].slice(0, LIMIT));
  }

  async remove(url: string): Promise<void> {
    await this.#state.update(
      LIST,
      this.urls.filter((known) => known !== url),
    );
  }

  async activate(url: string): Promise<void> {
    await this.#state.update(ACTIVE, url);
  }

  /** Process ids of demo deployments by their address: they are gone when their process is. */
  get demos(): Readonly<Record<string, number>> {
    return this.#state.get(DEMOS, {});
  }

  async addDemo(url: string, pid: number): Promise<void> {
    await this.#state.update(DEMOS, { ...this.demos, [url]: pid });
  }

  async removeDemo(url: string): Promise<void> {
    const others = Object.entries(this.demos).filter(([known]) => known !== url);
    await this.#state.update(DEMOS, Object.fromEntries(others));
  }
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}
