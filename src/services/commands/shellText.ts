/** Values inside shell text that we write. */
import { ValidationError } from "../../models/errors";

/** Characters a line of base64 has at most: a terminal's line holds 4,096 bytes on Linux, 1,024 elsewhere. */
const LINE_LENGTH = 1_000;

/** Ctrl-D: at the start of a line it ends what a program reads from a terminal. */
const END_OF_INPUT = "\u0004";

/** Half of a surrogate pair: UTF-8 cannot say it. */
const SURROGATE = /\p{Cs}/u;

/** A value as one word of `sh`, whatever it holds: between single quotes every byte but the quote is itself. */
export function shellQuote(value: string): string {
  return `'${value.replaceAll("'", `'\\''`)}'`;
}

/**
 * Refuses text that no Unix command line, variable or path can hold. `argument` names it.
 * @throws ValidationError(bad_argument)
 */
export function checkShellValue(value: string, argument: string, maxBytes: number): void {
  const wrong = value.includes("\0")
    ? "holds a NUL character"
    : SURROGATE.test(value)
      ? "holds half of a surrogate pair, which is no Unicode text"
      : Buffer.byteLength(value) > maxBytes
        ? `has more than ${maxBytes} bytes`
        : null;
  if (wrong === null) return;
  throw new ValidationError("bad_argument", {
    message: `${argument} ${wrong}.`,
    hint: `Correct ${argument} and call again; nothing was run.`,
  });
}

/** Bytes as lines of base64, typed into a terminal, and their end. */
export function base64Lines(bytes: Uint8Array): string {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64");
  const lines = text.match(new RegExp(`.{1,${LINE_LENGTH}}`, "g")) ?? [];
  return [...lines, END_OF_INPUT].join("\n");
}
