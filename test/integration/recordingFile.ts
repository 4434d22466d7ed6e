/** Recordings as files: the format of test/fixtures/recordings, written and read. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export interface RecordedFrame {
  readonly dir: "client" | "server";
  readonly opcode: "text" | "binary";
  readonly at_ms: number;
  readonly data: unknown;
}

export interface RecordedExchange {
  readonly id: string;
  readonly coder_version: string;
  readonly recorded_at: string;
  readonly actor: "admin" | "none";
  readonly request: {
    readonly method: string;
    readonly path: string;
    readonly query: Readonly<Record<string, string>>;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: unknown;
    readonly frames?: readonly RecordedFrame[];
    readonly close?: { readonly by: "client" | "server"; readonly code: number; readonly reason: string };
  };
  readonly elapsed_ms: number;
}

export function writeJson(directory: string, id: string, value: unknown): void {
  const path = join(directory, `${id}.json`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `${JSON.stringify(value, null, 1)}\n`);
}

/** Parsed where it is JSON, else the text; null when empty. */
export function bodyOf(bytes: Buffer, contentType: string): unknown {
  if (bytes.length === 0) return null;
  const text = bytes.toString("utf8");
  return contentType.includes("json") ? parsedOr(text) : text;
}

export function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
