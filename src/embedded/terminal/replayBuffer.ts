/** Bytes kept for a connection that comes back, as Coder's `buffered` backend keeps them. */
const replayBytes = 64 * 1024;

/** The last `capacity` bytes written, in order. */
export class ReplayBuffer {
  readonly #capacity: number;
  #chunks: Buffer[] = [];
  #size = 0;

  constructor(capacity = replayBytes) {
    this.#capacity = capacity;
  }

  append(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#size += chunk.length;
    // Compacting only at twice the capacity keeps appending linear.
    if (this.#size > 2 * this.#capacity) this.#compact();
  }

  bytes(): Buffer {
    this.#compact();
    return this.#chunks[0] ?? Buffer.alloc(0);
  }

  #compact(): void {
    const all = Buffer.concat(this.#chunks);
    const kept = Buffer.from(all.subarray(Math.max(0, all.length - this.#capacity)));
    this.#chunks = [kept];
    this.#size = kept.length;
  }
}
