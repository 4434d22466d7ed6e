import type { Fleet } from "../../services/fleet";
import { isReachable } from "../../services/reachable";

/** How long an answer counts, in milliseconds: anybody may ask, but that is not passed on to Coder each time. */
const KEPT_MS = 5_000;

/** Longest time of one question to Coder, in milliseconds. */
const ASK_MS = 5_000;

/** Whether this process can do its work: Coder is reachable and we are not about to end. */
export class Readiness {
  readonly #fleet: () => Promise<Fleet>;
  #answer: Promise<boolean> | undefined;
  #answeredAt = 0;
  #ending = false;

  constructor(fleet: () => Promise<Fleet>) {
    this.#fleet = fleet;
  }

  /** From now on new requests should go elsewhere. */
  end(): void {
    this.#ending = true;
  }

  get isEnding(): boolean {
    return this.#ending;
  }

  /** Null where it is ready, else why not. */
  async problem(): Promise<"ending" | "coder_unreachable" | null> {
    if (this.#ending) return "ending";
    if (this.#answer === undefined || performance.now() - this.#answeredAt > KEPT_MS) {
      this.#answeredAt = performance.now();
      this.#answer = this.#ask();
    }
    return (await this.#answer) ? null : "coder_unreachable";
  }

  async #ask(): Promise<boolean> {
    return isReachable(await this.#fleet(), { signal: AbortSignal.timeout(ASK_MS) });
  }
}
