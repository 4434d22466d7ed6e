import type { Disposable } from "vscode";
import type { EmbeddedProcess } from "../../services/embeddedProcess";
import type { Deployments } from "../deployments/deployments";
import type { RememberedDeployments } from "../deployments/remembered";
import type { SignIn } from "../deployments/signIn";
import { setContextKey } from "../extension/contextKeys";
import { nodeCommand } from "../extension/nodeCommand";
import type { Settings } from "../extension/settings";

const AGENTS = 20;
/** Builds and agents work this many times faster than real ones. */
const SPEED = 2;

interface DemoParts {
  readonly deployments: Deployments;
  readonly remembered: RememberedDeployments;
  readonly settings: Settings;
  readonly signIn: SignIn;
  /** Path of `dist/embedded.js`. */
  readonly script: string;
}

/** A Coder deployment of its own on this computer, for looking around. Ends with the extension. */
export class Demo implements Disposable {
  readonly #parts: DemoParts;
  #process: EmbeddedProcess | undefined;

  constructor(parts: DemoParts) {
    this.#parts = parts;
  }

  /** Starts the deployment and signs in to it. */
  async start(signal: AbortSignal): Promise<void> {
    const { script, settings, signIn, remembered } = this.#parts;
    if (this.#process !== undefined) return;
    const { startEmbedded } = await import("../../services/late");
    const args = ["--port", "0", "--agents", String(AGENTS), "--speed", String(SPEED)];
    const demo = await startEmbedded(script, args, nodeCommand(settings.nodePath));
    this.#process = demo;
    setContextKey("coderFleet.demoRunning", true);
    void demo.exited.then(() => this.#ended(demo));
    try {
      await remembered.addDemo(demo.url, demo.pid);
      await signIn.keep({ url: demo.url, token: demo.token }, signal);
    } catch (error) {
      await this.stop();
      throw error;
    }
  }

  async stop(): Promise<void> {
    await this.#process?.stop();
  }

  /** Whoever ended it: nobody can be signed in to it any more. */
  async #ended(demo: EmbeddedProcess): Promise<void> {
    if (this.#process !== demo) return;
    this.#process = undefined;
    setContextKey("coderFleet.demoRunning", false);
    await this.#parts.deployments.forget(demo.url);
    await this.#parts.remembered.removeDemo(demo.url);
  }

  dispose(): void {
    void this.stop();
  }
}
