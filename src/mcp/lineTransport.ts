import { deserializeMessage, type JSONRPCMessage, type Transport } from "@modelcontextprotocol/server";
import type { Readable, Writable } from "node:stream";

/** JSON-RPC 2.0 error codes. */
const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;

/** A file of this size still fits into one call; whatever is longer is no message of a client we know. */
const MAX_LINE_BYTES = 10 * 1024 * 1024;

const NEWLINE = 0x0a;

/**
 * One JSON-RPC message per line over two streams. Unlike the SDK's transport it answers a line that is not a
 * message, and survives one that is too long, instead of keeping silent or closing.
 */
export class LineTransport implements Transport {
  onclose?: () => void;
  onerror?: (error: Error) => void;
  onmessage?: Transport["onmessage"];

  readonly #input: Readable;
  readonly #output: Writable;
  readonly #maxLineBytes: number;
  #parts: Buffer[] = [];
  #length = 0;
  #closed = false;

  constructor(input: Readable, output: Writable, maxLineBytes = MAX_LINE_BYTES) {
    this.#input = input;
    this.#output = output;
    this.#maxLineBytes = maxLineBytes;
  }

  start(): Promise<void> {
    this.#input.on("data", this.#read);
    this.#input.once("end", this.#end);
    this.#input.once("close", this.#end);
    this.#input.once("error", this.#end);
    // The client closed its side: nobody is left to answer.
    this.#output.on("error", this.#end);
    return Promise.resolve();
  }

  send(message: JSONRPCMessage): Promise<void> {
    if (this.#closed) return Promise.reject(new Error("The connection is closed."));
    return new Promise((resolve, reject) => {
      this.#output.write(`${JSON.stringify(message)}\n`, (error) => {
        if (error) reject(error);
        else resolve();
      });
    });
  }

  close(): Promise<void> {
    this.#end();
    return Promise.resolve();
  }

  readonly #end = (): void => {
    if (this.#closed) return;
    this.#closed = true;
    this.#input.off("data", this.#read);
    this.#input.pause();
    this.#parts = [];
    this.onclose?.();
  };

  readonly #read = (chunk: Buffer): void => {
    let rest = chunk;
    for (let end = rest.indexOf(NEWLINE); end >= 0 && !this.#closed; end = rest.indexOf(NEWLINE)) {
      this.#keep(rest.subarray(0, end));
      rest = rest.subarray(end + 1);
      this.#line();
    }
    this.#keep(rest);
  };

  /** Holds a part of the present line; of a line that is too long only its length. */
  #keep(part: Buffer): void {
    this.#length += part.length;
    if (this.#length > this.#maxLineBytes) this.#parts = [];
    else if (part.length > 0) this.#parts.push(part);
  }

  #line(): void {
    const length = this.#length;
    const text = Buffer.concat(this.#parts).toString("utf8").trim();
    this.#parts = [];
    this.#length = 0;
    if (length > this.#maxLineBytes) {
      this.#refuse(
        INVALID_REQUEST,
        `A message may have ${this.#maxLineBytes} bytes; this one has ${length}.`,
      );
    } else if (text !== "") {
      this.#message(text);
    }
  }

  #message(text: string): void {
    let message: JSONRPCMessage;
    try {
      message = deserializeMessage(text);
    } catch (error) {
      if (error instanceof SyntaxError) this.#refuse(PARSE_ERROR, "This line is not JSON.");
      else this.#refuse(INVALID_REQUEST, "This line is not a JSON-RPC 2.0 message.", requestId(text));
      return;
    }
    this.onmessage?.(message);
  }

  /** Answers a line that is no message; without an id where it had none that could be read. */
  #refuse(code: number, message: string, id?: string | number): void {
    this.onerror?.(new Error(message));
    const answer = { jsonrpc: "2.0" as const, error: { code, message }, ...(id === undefined ? {} : { id }) };
    this.send(answer).catch(this.#end);
  }
}

function requestId(text: string): string | number | undefined {
  const value: unknown = JSON.parse(text);
  if (typeof value !== "object" || value === null || !("id" in value)) return undefined;
  return typeof value.id === "string" || typeof value.id === "number" ? value.id : undefined;
}
