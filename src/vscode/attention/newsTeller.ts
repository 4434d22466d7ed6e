import type { AttentionNews } from "./attentionNews";
import type { WindowClaims } from "./windowClaims";

/** Pauses before news are told, in milliseconds. */
interface Pauses {
  /** How long further news is waited for, so that one message tells all of it. */
  readonly gather: number;
  /** How long the window that the person used last has to look at the fleet and tell before another one does. */
  readonly yield: number;
}

interface Parts {
  readonly claims: WindowClaims;
  readonly pauses: Pauses;
  /** Whether the person looks at it anyway, when it could be told. */
  readonly sees: (news: AttentionNews) => boolean;
  readonly tell: (news: readonly AttentionNews[]) => void;
}

/**
 * Tells news of all agents at once, and each of them in one window only: in the one the person used last, else,
 * where that one knows nothing of it, in the first that does. Runs without VS Code.
 */
export class NewsTeller {
  readonly #parts: Parts;
  #gathered: AttentionNews[] = [];
  #next: NodeJS.Timeout | undefined;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  add(news: readonly AttentionNews[]): void {
    if (news.length === 0) return;
    this.#gathered.push(...news);
    this.#next ??= setTimeout(() => void this.#due(), this.#parts.pauses.gather).unref();
  }

  /** The person uses this window: what it knows is told now. */
  async used(): Promise<void> {
    await this.#parts.claims.use();
    await this.#tell();
  }

  async #due(): Promise<void> {
    const { claims, pauses } = this.#parts;
    if (await claims.isUsedLast()) await this.#tell();
    else this.#next = setTimeout(() => void this.#tell(), pauses.yield).unref();
  }

  async #tell(): Promise<void> {
    const { claims, sees, tell } = this.#parts;
    clearTimeout(this.#next);
    this.#next = undefined;
    const mine: AttentionNews[] = [];
    for (const piece of this.#gathered.splice(0)) {
      const { entry, reason } = piece;
      const { stateSince, updatedAt } = entry.agent;
      const isMine = await claims.claim(`${reason} ${entry.key}`, Date.parse(stateSince ?? updatedAt));
      if (isMine && !sees(piece)) mine.push(piece);
    }
    if (mine.length > 0) tell(mine);
  }

  dispose(): void {
    clearTimeout(this.#next);
    this.#gathered = [];
  }
}
