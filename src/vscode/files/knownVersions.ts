/** What a file was when it was last read or written here, so that nobody else's change is written over. Pure. */

interface Version {
  readonly sha256: string;
  /** Milliseconds since 1970; undefined until it is next looked at, as after it was written here. */
  readonly modifiedAt: number | undefined;
}

export class KnownVersions {
  readonly #versions = new Map<string, Version>();

  /** @param sha256 null where the file is too large to be hashed */
  set(key: string, sha256: string | null, modifiedAt?: number): void {
    if (sha256 === null) this.#versions.delete(key);
    else this.#versions.set(key, { sha256, modifiedAt });
  }

  /**
   * It was looked at. Where it is another one than was read, VS Code itself sees that by the time and asks: what a
   * person then chooses is not held against them.
   */
  seen(key: string, modifiedAt: number): void {
    const known = this.#versions.get(key);
    if (known === undefined) return;
    if (known.modifiedAt === undefined) this.#versions.set(key, { ...known, modifiedAt });
    else if (known.modifiedAt !== modifiedAt) this.#versions.delete(key);
  }

  /** What the file has to be when it is written; undefined where that is not known. */
  expected(key: string): string | undefined {
    return this.#versions.get(key)?.sha256;
  }

  forget(key: string): void {
    this.#versions.delete(key);
  }
}
