import { createHash, randomUUID } from "node:crypto";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { systemErrorCode } from "../../models/systemError";

/** Events of one kind that are less than this apart are one, in milliseconds: what follows a turn touches an agent too. */
const SAME_MS = 30_000;
/** How long claims are kept, in milliseconds. */
const KEPT_MS = 24 * 60 * 60_000;

/**
 * Files by which the windows of one profile on one computer agree on which of them tells a person of what: VS Code
 * lets windows know nothing of each other while they run. Where the files cannot be written every window tells.
 * Runs without VS Code.
 */
export class WindowClaims {
  readonly #folder: string;
  readonly #window = randomUUID();
  readonly #mine = new Set<string>();
  #swept = false;

  /** @param folder which all windows have in common; made when it is needed */
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** The person uses this window now. */
  async use(): Promise<void> {
    try {
      await mkdir(this.#folder, { recursive: true });
      await writeFile(this.#lastUsed, this.#window);
    } catch {
      // Then none is known to be used last, and all tell as soon as they can.
    }
  }

  /** Whether the person used no other window since this one. */
  async isUsedLast(): Promise<boolean> {
    try {
      return (await readFile(this.#lastUsed, "utf8")) === this.#window;
    } catch {
      return true;
    }
  }

  /**
   * Whether this window is the one to tell of an event: for exactly one of those who ask, also at the same moment.
   * @param what happened, in words that are the same in each window
   * @param at when, by the deployment's clock, in milliseconds since 1970; windows may differ a little
   */
  async claim(what: string, at: number): Promise<boolean> {
    const kind = `${createHash("sha256").update(what).digest("hex").slice(0, 32)}-`;
    const name = `${kind}${at}`;
    if (this.#mine.has(name)) return true;
    try {
      const claims = await this.#claims();
      const isTaken = claims.some(
        (claim) =>
          claim.startsWith(kind) && !this.#mine.has(claim) && Math.abs(momentOf(claim) - at) < SAME_MS,
      );
      if (isTaken) return false;
      const isMade = await this.#make(name);
      if (isMade) this.#mine.add(name);
      return isMade;
    } catch {
      return true;
    }
  }

  /** All there are; old ones are removed at the first time. */
  async #claims(): Promise<readonly string[]> {
    await mkdir(this.#folder, { recursive: true });
    const claims = await readdir(this.#folder);
    if (this.#swept) return claims;
    this.#swept = true;
    const old = claims.filter((claim) => momentOf(claim) < Date.now() - KEPT_MS);
    await Promise.all(old.map((claim) => rm(join(this.#folder, claim), { force: true })));
    return claims;
  }

  /** Makes a claim; false where another window was quicker. */
  async #make(name: string): Promise<boolean> {
    try {
      await writeFile(join(this.#folder, name), "", { flag: "wx" });
      return true;
    } catch (error) {
      if (systemErrorCode(error) === "EEXIST") return false;
      throw error;
    }
  }

  get #lastUsed(): string {
    return join(this.#folder, "last-used");
  }
}

/** NaN for files that are no claims. */
function momentOf(claim: string): number {
  return Number(/-(\d+)$/u.exec(claim)?.[1]);
}
