/**
 * Text that agents, users or Coder wrote is untrusted: it may hold terminal escapes, bidirectional overrides
 * that reorder what a person reads, or invisible characters that hide instructions from a person but not from
 * a model. Everything shown goes through here; exact bytes are only kept where a tool promises them.
 */

/** Terminal escape sequences: CSI, OSC (to BEL or ST), and two-character ones. */
const ESCAPES =
  /\u001B\[[0-?]*[ -/]*[@-~]|\u001B\][^\u0007\u001B]*(?:\u0007|\u001B\\)?|\u001B[ -/]*[0-~]|\u009B[0-?]*[ -/]*[@-~]/gu;

/**
 * Control characters but tab and newline; format characters (bidi marks and overrides, zero-width, soft hyphen,
 * tags, interlinear marks); line and paragraph separators; private use, lone surrogates; fillers that render as
 * nothing; variation selectors, which can carry hidden bytes.
 */
const INVISIBLE =
  /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}\u034F\u115F\u1160\u17B4\u17B5\u3164\uFFA0\u{FE00}-\u{FE0F}\u{E0100}-\u{E01EF}]/gu;

/** Text of several lines without anything that is not seen. Line ends become `\n`. Idempotent. */
export function cleanText(text: string): string {
  return text
    .replace(/\r\n?/gu, "\n")
    .replace(ESCAPES, "")
    .replace(INVISIBLE, (character) => (character === "\n" || character === "\t" ? character : ""));
}

/** The same on one line, spaces collapsed; longer than `limit` characters it ends in `…`. Idempotent. */
export function singleLine(text: string, limit = Number.POSITIVE_INFINITY): string {
  return cut(cleanText(text).replace(/\s+/gu, " ").trim(), limit);
}

/** At most `limit` characters (code points), the last one `…` where something was left out. */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) {
    return text;
  }
  const characters = Array.from(text);
  return characters.length <= limit
    ? text
    : `${characters
        .slice(0, Math.max(0, limit - 1))
        .join("")
        .trimEnd()}…`;
}

/**
 * A value inside one of our sentences, in single quotes, cut after some 60 characters. What is not seen is written
 * as `\u0007`: without it, a wrong value could look like a right one.
 */
export function quoted(text: string): string {
  const visible = cut(text, 60).replace(INVISIBLE, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    return digits.length > 4 ? `\\u{${digits}}` : `\\u${digits}`;
  });
  return `'${visible}'`;
}

/** As `cut`, at the end of a word where that costs less than half of the limit. */
export function cutWords(text: string, limit: number): string {
  const short = cut(text, limit);
  const space = short.lastIndexOf(" ");
  return short === text || space < limit / 2 ? short : `${short.slice(0, space)}…`;
}

/** Whether two names are the same to Coder and its users: in any case, without the spaces around them. */
export function sameText(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

/** The first that a caller means by its name or id. */
export function findNamed<Named extends { readonly id: string; readonly name: string }>(
  candidates: readonly Named[],
  text: string,
): Named | undefined {
  return candidates.find(({ id, name }) => sameText(id, text) || sameText(name, text));
}
