/**
 * The hash chain of an audit log. Each line ends with the hash of the hash before it and of its own text, so that no
 * line can be changed, removed or moved without every later hash being wrong. With a key (HMAC-SHA-256) nobody
 * without it can make the hashes right again.
 */
import { createHash, createHmac } from "node:crypto";

/** What the first line of a log is chained to. */
export const GENESIS = "0".repeat(64);

/** A line without its hash: a JSON object. Then the hash as its last member. */
const LINE = /^(\{.*),"hash":"([0-9a-f]{64})"\}$/su;

/** A line of a log, and the hash the next one is chained to. */
export interface Sealed {
  /** Without a line end. */
  readonly line: string;
  readonly hash: string;
}

/** The line for a record, chained to the hash before it. The record must not be empty. */
export function seal(record: Readonly<Record<string, unknown>>, previous: string, key?: string): Sealed {
  const body = JSON.stringify(record);
  const hash = link(previous, body, key);
  return { line: `${body.slice(0, -1)},"hash":"${hash}"}`, hash };
}

/** The text a line's hash was made of, and that hash; undefined where the line is none of a log. */
export function unseal(line: string): { readonly body: string; readonly hash: string } | undefined {
  const [, text, hash] = LINE.exec(line) ?? [];
  return text === undefined || hash === undefined ? undefined : { body: `${text}}`, hash };
}

/** The hash of a line's text behind another hash. */
export function link(previous: string, body: string, key?: string): string {
  const hash = key === undefined ? createHash("sha256") : createHmac("sha256", key);
  return hash.update(`${previous}\n${body}`).digest("hex");
}
