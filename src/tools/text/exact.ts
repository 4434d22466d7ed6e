/** Text that is kept exact, and what a person would not see in it. */
import type { ExactText } from "../../services/commands/streams";

/** What to look for: an exact text may hold what changes how it is shown. */
const UNSEEN: readonly (readonly [string, RegExp])[] = [
  ["ansi", /\u001B[[\]()#;?@-_]|\u009B/u],
  ["control", /(?![\t\n\r\u001B\u009B])\p{Cc}/u],
  ["bidi", /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/u],
  ["zero_width", /[\u00AD\u034F\u180E\u200B-\u200D\u2060-\u2064\uFEFF]/u],
  ["tags", /[\u{E0000}-\u{E007F}\u{E0100}-\u{E01EF}]/u],
];

/** Kinds of unseen characters in a text; undefined where it has none. */
export function unseenIn(...texts: readonly (ExactText | null)[]): string[] | undefined {
  const kinds = UNSEEN.filter(([, pattern]) =>
    texts.some((part) => part?.encoding === "utf8" && pattern.test(part.text)),
  ).map(([kind]) => kind);
  return kinds.length === 0 ? undefined : kinds;
}
