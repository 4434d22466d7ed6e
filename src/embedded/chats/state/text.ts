import type { Part } from "./types";

/** The words of a message. */
export const textOf = (content: readonly Part[]): string =>
  content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");

/** How much was said and answered, in letters. */
export function lengthOf(content: readonly Part[]): number {
  return content.reduce((sum, part) => {
    if (part.type === "text" || part.type === "reasoning") return sum + part.text.length;
    if (part.type === "tool-result") return sum + JSON.stringify(part.result).length;
    return part.type === "tool-call" ? sum + JSON.stringify(part.args ?? "").length : sum;
  }, 0);
}
