import { readFileSync } from "node:fs";
import { basename } from "node:path";
import * as z from "zod";
import { GENESIS, link, unseal } from "./chain";

/** Most findings told of one series. */
const MOST_FINDINGS = 20;

/** What following the chain of one series found. */
export interface Verification {
  readonly files: readonly string[];
  /** Whole lines. */
  readonly count: number;
  /** Hash of the last whole line. */
  readonly head: string;
  /** What is wrong: lines changed, removed, moved, cut. Empty where the log is as it was written. */
  readonly findings: readonly string[];
  /** What is no fault but worth knowing. */
  readonly notes: readonly string[];
}

const lineSchema = z.object({
  seq: z.int(),
  event: z.string(),
  call: z.string().optional(),
  tool: z.string().optional(),
  chain: z.string().optional(),
});
type Line = z.output<typeof lineSchema>;

/** Follows the chain through the files of one series. */
export function verifySeries(files: readonly string[], key?: string): Verification {
  const check = new ChainCheck(key);
  for (const file of files) check.file(file);
  return check.result(files);
}

class ChainCheck {
  readonly #key: string | undefined;
  readonly #findings: string[] = [];
  readonly #open = new Map<string, string>();
  #count = 0;
  #head = GENESIS;
  #sequence = 0;
  #last = "";

  constructor(key: string | undefined) {
    this.#key = key;
  }

  file(path: string): void {
    const name = basename(path);
    const text = readText(path);
    if (text === undefined) {
      this.#find(`${name} is missing or cannot be read.`);
      return;
    }
    const lines = text.split("\n");
    const rest = lines.pop() ?? "";
    lines.forEach((line, index) => {
      this.#line(line, `${name}:${index + 1}`);
    });
    if (rest !== "") {
      this.#find(
        `${name}:${lines.length + 1} is cut short: the process was killed while it wrote this line, or its end was removed.`,
      );
    }
  }

  result(files: readonly string[]): Verification {
    const more = this.#findings.length - MOST_FINDINGS;
    return {
      files,
      count: this.#count,
      head: this.#head,
      findings: [
        ...this.#findings.slice(0, MOST_FINDINGS),
        ...(more > 0 ? [`… and ${more} more findings.`] : []),
      ],
      notes: [
        ...(this.#last === "stop"
          ? []
          : [
              "It does not end with a stop: the server runs, was killed, or whole lines at the end are missing (--expect-head tells).",
            ]),
        ...[...this.#open].map(([call, tool]) => `Call ${call} of ${tool} has no outcome.`),
      ],
    };
  }

  #line(text: string, where: string): void {
    const line = parse(text);
    if (line === undefined) {
      this.#find(`${where} is no line of an audit log.`);
      return;
    }
    const { body, hash, record } = line;
    if (record.chain === "hmac-sha256" && this.#key === undefined) {
      this.#find(`${where}: this log is chained with a key; give it with --audit-key-file.`);
    }
    if (link(this.#head, body, this.#key) !== hash) this.#find(`${where} ${this.#fault(record)}`);
    this.#count += 1;
    this.#head = hash;
    this.#sequence = record.seq;
    this.#last = record.event;
    this.#follow(record);
  }

  /** Why a hash does not fit. The chain goes on from the line, so that later faults are found as well. */
  #fault({ seq }: Line): string {
    const expected = this.#sequence + 1;
    if (seq > expected) {
      const removed = seq - expected;
      return `follows ${removed} removed line${removed === 1 ? "" : "s"} (number ${expected}${removed === 1 ? "" : ` to ${seq - 1}`}).`;
    }
    return seq < expected
      ? `is out of order: number ${seq} after ${this.#sequence}.`
      : "was changed, or the line before it was, or the key is another one.";
  }

  #follow({ event, call, tool }: Line): void {
    if (call === undefined) return;
    if (event === "call") this.#open.set(call, tool ?? "?");
    else this.#open.delete(call);
  }

  #find(finding: string): void {
    this.#findings.push(finding);
  }
}

function parse(text: string): { body: string; hash: string; record: Line } | undefined {
  const sealed = unseal(text);
  if (sealed === undefined) return undefined;
  try {
    const { success, data } = lineSchema.safeParse(JSON.parse(sealed.body));
    return success ? { ...sealed, record: data } : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string): string | undefined {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return undefined;
  }
}
