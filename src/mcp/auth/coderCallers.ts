import { AuthenticationError, CoderApiError } from "../../models/errors";
import type { Fleet } from "../../services/fleet";
import { whoIs } from "../../services/whoIs";
import { RateLimit } from "../http/rateLimit";
import { scopesUpTo, type Principal } from "../principal";
import { TooManyAttempts, Unauthorized, type Authenticator, type Credentials } from "./authenticator";
import { sha256 } from "./knownTokens";

/** How long Coder's word on a token counts, in milliseconds: a revoked one works for at most this long. */
const VERIFIED_MS = 30_000;

/** A caller that is quiet for this long is forgotten, in milliseconds. */
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
    if (known.verifiedUntil <= this.#now()) this.#verify(known);
    return this.#word(key, known);
  }

  close(): void {
    for (const key of this.#callers.keys()) this.#forget(key);
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
      caller = { fleet, verified: this.#ask(fleet), verifiedUntil: now + VERIFIED_MS, usedAt: now };
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

  /** Coder's last word on a caller. Whatever it is but "yes" is not kept. */
  async #word(key: string, caller: Caller): Promise<Principal> {
    try {
      return await caller.verified;
    } catch (error) {
      if (this.#callers.get(key) === caller) this.#forget(key);
      // 403: the token is for another audience, or its user may not even see themselves.
      const refused =
        error instanceof AuthenticationError ||
        (error instanceof CoderApiError && error.reason === "permission_denied");
      throw refused ? this.#reader.refused() : error;
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
      if (usedAt < limit || this.#callers.size >= MAX_CALLERS) this.#forget(key);
    }
  }

  #forget(key: string): void {
    this.#callers.get(key)?.fleet.deployment.close();
    this.#callers.delete(key);
  }
}
