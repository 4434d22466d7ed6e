/** Long texts of agents within a budget that all of one answer share. */
import { cleanText } from "../../models/text";
import { TEXT_BUDGET_BYTES } from "./rows";

/** Shortest share of the budget of one text, in bytes, however many there are. */
const SMALLEST_SHARE_BYTES = 400;

/**
 * Cleans texts and cuts those that are longer than their share of the budget in the middle, since both how a
 * message begins and how it ends matter. Short ones leave their share to the others.
 */
export function fitTexts(texts: readonly string[], budgetBytes = TEXT_BUDGET_BYTES): readonly string[] {
  const cleaned = texts.map(cleanText);
  const sizes = cleaned.map((text) => Buffer.byteLength(text)).sort((a, b) => a - b);
  let left = budgetBytes;
  let share = budgetBytes;
  for (const [index, size] of sizes.entries()) {
    share = left / (sizes.length - index);
    if (size > share) {
      break;
    }
    left -= size;
  }
  return cleaned.map((text) => cutMiddle(text, Math.max(SMALLEST_SHARE_BYTES, Math.floor(share))));
}

function cutMiddle(text: string, limitBytes: number): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= limitBytes) {
    return text;
  }
  const half = Math.floor(limitBytes / 2);
  const head = whole(bytes.subarray(0, half));
  const tail = whole(bytes.subarray(bytes.length - half));
  const missing = bytes.length - Buffer.byteLength(head) - Buffer.byteLength(tail);
  return `${head}\n[… ${missing} bytes left out …]\n${tail}`;
}

/** Without the broken characters at the cut. */
function whole(bytes: Buffer): string {
  return bytes.toString("utf8").replace(/^\uFFFD+|\uFFFD+$/gu, "");
}
