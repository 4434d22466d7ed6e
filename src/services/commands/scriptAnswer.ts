/**
 * What one of our scripts says on the terminal: lines `<nonce> key words…`, and after `<nonce> blob <name>` lines
 * of base64. All else (echo, greetings of shells, messages written to the terminal by others) is not ours.
 */

/** A line of ours, read. */
export interface ScriptLine {
  readonly key: string;
  readonly words: readonly string[];
}

/** Longest line that is kept while its end has not come: what is longer is none of ours. */
const MAX_LINE = 64 * 1024;
const BASE64 = /^[A-Za-z0-9+/]+={0,2}$/;

/** The line by which the terminal says that a script can be sent. */
export const READY = "coder-fleet-ready";

/** Reads a script's output in chunks of any size. */
export class ScriptAnswer {
  readonly nonce: string;
  readonly #values = new Map<string, readonly string[]>();
  readonly #blobs = new Map<string, string[]>();
  #open: string[] | null = null;
  #rest = "";
  #begun = false;
  #ready = false;
  /** The first of what came before the script spoke: why it never did, where it does not. */
  #before = "";

  /** @param nonce unguessable: nothing that is written to the terminal can look like ours. */
  constructor(nonce: string) {
    this.nonce = nonce;
  }

  get ready(): boolean {
    return this.#ready;
  }

  get begun(): boolean {
    return this.#begun;
  }

  get before(): string {
    return this.#before;
  }

  /** Takes a chunk of output; answers the lines of ours that it ended. */
  read(chunk: Uint8Array): readonly ScriptLine[] {
    const text = this.#rest + Buffer.from(chunk).toString("latin1");
    const lines = text.split("\n");
    this.#rest = (lines.pop() ?? "").slice(0, MAX_LINE);
    return lines.flatMap((line) => this.#line(line.replaceAll("\r", "")) ?? []);
  }

  /** The words of the last line with this key; undefined where there was none. */
  words(key: string): readonly string[] | undefined {
    return this.#values.get(key);
  }

  /** A word as a number; undefined where it is none. */
  number(key: string, index = 0): number | undefined {
    const word = this.#values.get(key)?.[index] ?? "";
    return /^-?\d+(?:\.\d+)?$/.test(word) ? Number(word) : undefined;
  }

  /** Empty where the script sent none. Undefined where it arrived damaged. */
  blob(name: string): Buffer | undefined {
    const text = (this.#blobs.get(name) ?? []).join("");
    if (text === "") return Buffer.alloc(0);
    return text.length % 4 === 0 && BASE64.test(text) ? Buffer.from(text, "base64") : undefined;
  }

  #line(line: string): ScriptLine | undefined {
    if (!line.startsWith(`${this.nonce} `)) {
      if (line === READY) this.#ready = true;
      else if (this.#open !== null) this.#open.push(line);
      else if (!this.#begun && this.#before.length < 1_000) this.#before += `${line.slice(0, 200)}\n`;
      return undefined;
    }
    const [key = "", ...words] = line.slice(this.nonce.length + 1).split(" ");
    this.#begun = true;
    this.#open = null;
    if (key === "blob") {
      this.#open = [];
      this.#blobs.set(words[0] ?? "", this.#open);
    } else {
      this.#values.set(key, words);
    }
    return { key, words };
  }
}
