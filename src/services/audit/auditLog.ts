import { closeSync, fdatasyncSync, ftruncateSync, openSync, writeSync } from "node:fs";
import { extname } from "node:path";
import { ConfigurationError, type AuditConfiguration } from "../../models/configuration";
import { VERSION } from "../../models/version";
import { systemErrorCode } from "../../models/systemError";
import { newSeries, partFile } from "./auditFiles";
import { GENESIS, seal } from "./chain";

/** Only the user of this process may read and write it. */
const MODE = 0o600;

/**
 * An append-only log of records, one JSON object on each line, chained by hashes over all files of this process.
 * Written synchronously: when `append` returns, the line has left the process and survives its death; `durable` lines
 * have reached the disk as well.
 */
export class AuditLog {
  readonly #options: AuditConfiguration;
  readonly #series: string;
  #file: number;
  #part = 1;
  #bytes = 0;
  #sequence = 0;
  #head = GENESIS;

  /** @throws ConfigurationError where the file cannot be made */
  constructor(options: AuditConfiguration, now = new Date()) {
    this.#options = options;
    this.#series = newSeries(options.file, now);
    try {
      this.#file = this.#open();
      this.#begin();
    } catch (error) {
      throw new ConfigurationError(
        `--audit-log=${JSON.stringify(options.file)} cannot be written (${systemErrorCode(error)}); ` +
          "allowed: a path in a folder that exists and that this user may write to",
      );
    }
  }

  /** The newest hash: what `audit verify --expect-head` takes. */
  get head(): string {
    return this.#head;
  }

  /**
   * Adds a line.
   * @param durable wait until it is on the disk
   * @throws Error of the file system; then nothing was added, and the next call tries again
   */
  append(record: Readonly<Record<string, unknown>>, durable: boolean): void {
    if (this.#bytes >= this.#options.maxBytes) this.#rotate();
    this.#write(record, durable);
  }

  /** Says that it ends here, and closes it. */
  close(): void {
    this.#write({ event: "stop" }, true);
    closeSync(this.#file);
  }

  #open(): number {
    return openSync(partFile(this.#series, this.#part, extname(this.#options.file)), "ax", MODE);
  }

  /** The first line of each file says what it is chained to. */
  #begin(): void {
    const { key } = this.#options;
    const chain = key === undefined ? "sha256" : "hmac-sha256";
    this.#write({ event: "start", part: this.#part, previous: this.#head, chain, version: VERSION }, true);
  }

  #rotate(): void {
    const [full, bytes] = [this.#file, this.#bytes];
    this.#part += 1;
    try {
      this.#file = this.#open();
    } catch (error) {
      this.#part -= 1;
      throw error;
    }
    this.#bytes = 0;
    try {
      this.#begin();
    } catch (error) {
      // The empty new file stays behind; the next part continues.
      closeSync(this.#file);
      [this.#file, this.#bytes] = [full, bytes];
      throw error;
    }
    closeSync(full);
  }

  #write(record: Readonly<Record<string, unknown>>, durable: boolean): void {
    const stamped = { seq: this.#sequence + 1, time: new Date().toISOString(), ...record };
    const { line, hash } = seal(stamped, this.#head, this.#options.key);
    const bytes = Buffer.from(`${line}\n`);
    try {
      for (let written = 0; written < bytes.length;) written += writeSync(this.#file, bytes, written);
      if (durable) fdatasyncSync(this.#file);
    } catch (error) {
      this.#undo();
      throw error;
    }
    this.#bytes += bytes.length;
    this.#sequence += 1;
    this.#head = hash;
  }

  /** Takes back half a line, so that the next one does not continue it. */
  #undo(): void {
    try {
      ftruncateSync(this.#file, this.#bytes);
    } catch {
      // Where that fails as well, verification will say which line is broken.
    }
  }
}
