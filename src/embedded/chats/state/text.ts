import type { Part } from "./types";

/** The words of a message. */
export const textOf = (content: readonly Part[]): string =>
  content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
