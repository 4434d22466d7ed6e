import { AuthenticationError, CoderApiError } from "../../models/errors";
import type { Fleet } from "../../services/fleet";
import { whoIs } from "../../services/whoIs";
import { RateLimit } from "../http/rateLimit";
import { scopesUpTo, type Principal } from "../principal";
import { TooManyAttempts, Unauthorized, type Authenticator, type Credentials } from "./authenticator";
import { sha256 } from "./knownTokens";

/** How long Coder's word on a token counts, in milliseconds: a revoked one works for at most this long. */
const VERIFIED_MS = 30_000;

/**
 * A caller that is quiet for this long is forgotten, in milliseconds. What they called may still run: connections
 * are left to end by themselves when they are idle.
 */
const IDLE_MS = 600_000;

const MAX_CALLERS = 1_000;

/** Longest time of one question to Coder, in milliseconds. */
const ASK_MS = 15_000;

/**
 * Wrong tokens a minute and address: each costs Coder a request, and Coder itself stops at 512 from one address. So
 * many new callers may also come at once.
 */
const WRONG_PER_MINUTE = 300;

interface Caller {
  readonly fleet: Fleet;
  /** Whether Coder has ever accepted the token. */
  known: boolean;
  /** Ends with Coder's last word; shared by all requests that wait for it. */
  verified: Promise<Principal>;
  verifiedUntil: number;
  usedAt: number;
}

/** How callers hand over their token. */
export interface CoderTokenReader {
  /** @throws Unauthorized for a request without a token that could be one of Coder's */
  read(credentials: Credentials): Promise<string>;
  /** Says in our words that Coder does not accept a token. */
  refused(): Unauthorized;
}

/**
 * `--auth coder`: every caller brings a Coder token of their own, and acts with it alone. Kept by the hash of the
 * token: nothing of one caller is ever used for another.
 */
export class CoderCallers implements Authenticator {
  readonly #callers = new Map<string, Caller>();
  readonly #wrong: RateLimit;
  readonly #reader: CoderTokenReader;
  readonly #open: (token: string) => Promise<Fleet>;
  readonly #now: () => number;

  /** @param open a fleet with that token; asks nothing of the network */
  constructor(
    reader: CoderTokenReader,
    open: (token: string) => Promise<Fleet>,
    now: () => number = () => performance.now(),
  ) {
    this.#reader = reader;
    this.#open = open;
    this.#now = now;
    this.#wrong = new RateLimit(WRONG_PER_MINUTE, now);
  }

  async authenticate(credentials: Credentials): Promise<Principal> {
    const token = await this.#reader.read(credentials);
    const key = sha256(token).toString("hex");
    const known = this.#callers.get(key);
    if (known === undefined) return this.#firstTime(key, token, credentials.address);
    known.usedAt = this.#now();
    // The map stays in the order of last use.
    this.#callers.delete(key);
    this.#callers.set(key, known);
    if (known.verifiedUntil <= this.#now()) this.#verify(known);
    return this.#word(key, known);
  }

  close(): void {
    for (const { fleet } of this.#callers.values()) fleet.deployment.close();
    this.#callers.clear();
  }

  async #firstTime(key: string, token: string, address: string): Promise<Principal> {
    const wait = this.#wrong.take(address);
    if (wait > 0) throw new TooManyAttempts(wait);
    this.#forgetIdle();
    const fleet = await this.#open(token);
    // Another request with this token may have come first.
    let caller = this.#callers.get(key);
    if (caller === undefined) {
      const now = this.#now();
      const verified = this.#ask(fleet);
      caller = { fleet, known: false, verified, verifiedUntil: now + VERIFIED_MS, usedAt: now };
      this.#callers.set(key, caller);
    }
    try {
      const principal = await this.#word(key, caller);
      this.#wrong.giveBack(address);
      return principal;
    } catch (error) {
      if (!(error instanceof Unauthorized)) this.#wrong.giveBack(address);
      throw error;
    }
  }

  #verify(caller: Caller): void {
    caller.verified = this.#ask(caller.fleet);
    caller.verifiedUntil = this.#now() + VERIFIED_MS;
  }

  /**
   * Coder's last word on a caller. Whatever it is but "yes" is not kept. After a "no" whatever they called ends; while
   * Coder cannot be asked it goes on.
   */
  async #word(key: string, caller: Caller): Promise<Principal> {
    try {
      const principal = await caller.verified;
      caller.known = true;
      return principal;
    } catch (error) {
      caller.verifiedUntil = 0;
      // 403: the token is for another audience, or its user may not even see themselves.
      const refused =
        error instanceof AuthenticationError ||
        (error instanceof CoderApiError && error.reason === "permission_denied");
      if ((refused || !caller.known) && this.#callers.get(key) === caller) this.#callers.delete(key);
      if (!refused) throw error;
      caller.fleet.deployment.close();
      throw this.#reader.refused();
    }
  }

  async #ask(fleet: Fleet): Promise<Principal> {
    const { id, name } = await whoIs(fleet, { signal: AbortSignal.timeout(ASK_MS) });
    return {
      id: `coder:${id}`,
      name,
      kind: "coder",
      // Coder itself says what they may do.
      scopes: scopesUpTo("admin"),
      fleet: () => Promise.resolve(fleet),
    };
  }

  #forgetIdle(): void {
    const limit = this.#now() - IDLE_MS;
    for (const [key, { usedAt }] of this.#callers) {
      if (usedAt >= limit && this.#callers.size < MAX_CALLERS) return;
      this.#callers.delete(key);
    }
  }
}
