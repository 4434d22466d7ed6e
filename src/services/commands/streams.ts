/** Bytes from a workspace as text where they are text. */
import type { ScriptAnswer } from "./scriptAnswer";
import { damaged } from "./scriptErrors";

/** Exact bytes: as text where they are UTF-8, else as base64. */
export interface ExactText {
  readonly text: string;
  readonly encoding: "utf8" | "base64";
}

/** What a command put out on one stream. */
export interface CapturedStream {
  /** All of it, or its beginning. */
  readonly head: ExactText;
  /** Its end where something between was left out. */
  readonly tail: ExactText | null;
  readonly bytes: number;
  readonly truncated: boolean;
}

/** @throws CoderApiError(unexpected_answer) where it arrived damaged */
export function capturedStream(answer: ScriptAnswer, name: string, workspace: string): CapturedStream {
  const bytes = answer.number(name) ?? 0;
  const head = answer.blob(name);
  const tail = answer.blob(`${name}.tail`);
  if (head === undefined || tail === undefined) throw damaged(workspace);
  const truncated = tail.length > 0;
  if (!truncated && head.length !== bytes) throw damaged(workspace);
  return {
    head: exactText(truncated ? wholeCharacters(head, "end") : head),
    tail: truncated ? exactText(wholeCharacters(tail, "start")) : null,
    bytes,
    truncated,
  };
}

/** Text with a NUL is taken for binary, as editors do. */
export function exactText(bytes: Uint8Array): ExactText {
  try {
    const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
    if (!text.includes("\0")) return { text, encoding: "utf8" };
  } catch {
    // Not UTF-8.
  }
  return { text: Buffer.from(bytes).toString("base64"), encoding: "base64" };
}

/** Without the part of a UTF-8 character that a cut has left at one end; at most three bytes are dropped. */
export function wholeCharacters(bytes: Buffer, cut: "start" | "end"): Buffer {
  if (cut === "start") {
    const start = bytes.findIndex((byte) => !isContinuation(byte));
    return start > 0 && start <= 3 ? bytes.subarray(start) : bytes;
  }
  for (let back = 1; back <= Math.min(4, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (isContinuation(byte)) continue;
    return characterLength(byte) > back ? bytes.subarray(0, bytes.length - back) : bytes;
  }
  return bytes;
}

const isContinuation = (byte: number) => (byte & 0xc0) === 0x80;

function characterLength(first: number): number {
  return first >= 0xf0 && first < 0xf8 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
}
