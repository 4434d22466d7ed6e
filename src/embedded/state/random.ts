import { randomBytes, randomUUID } from "node:crypto";

/** Where ids and choices come from: one seed gives one world. */
export interface Random {
  /** 0 <= x < 1 */
  next(): number;
  uuid(): string;
}

/** mulberry32: small, fast and good enough to make a world look varied. */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  const next32 = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return (mixed ^ (mixed >>> 14)) >>> 0;
  };
  const hex = () => next32().toString(16).padStart(8, "0");
  return {
    next: () => next32() / 2 ** 32,
    uuid() {
      const [a, b, c, d] = [hex(), hex(), hex(), hex()];
      const variant = ((parseInt(c.slice(0, 1), 16) & 3) | 8).toString(16);
      return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`;
    },
  };
}

/** An id that nobody can foresee. */
export const newId = (): string => randomUUID();

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** Letters and digits, unguessable. */
export function secretText(length: number): string {
  return Array.from(randomBytes(length), (byte) => alphabet[byte % alphabet.length]).join("");
}

/** One of the items; there has to be one. */
export function pick<T>(random: Random, items: readonly T[]): T {
  const item = items[Math.floor(random.next() * items.length)];
  if (item === undefined) throw new RangeError("pick: the list is empty");
  return item;
}
