import { cut, cleanText } from "../../models/text";

/**
 * Text from agents and deployments as markdown that shows exactly this text: no links, images, HTML, icons or
 * commands can come of it. At most `limit` characters; line ends stay.
 */
export function escapeMarkdown(text: string, limit: number): string {
  return (
    cut(cleanText(text).trim(), limit)
      .replace(/[\\`*_{}[\]()#+\-.!|<>~$:&@/]/gu, escapeCharacter)
      // Two spaces make a line break of a line end; four at the start of a line would make code of it.
      .replace(/[ \t]*\n[ \t]*/gu, "  \n")
  );
}

/** Entities, since a backslash does not keep VS Code from making links of `https://…` and `www.…`. */
function escapeCharacter(character: string): string {
  return `&#${character.codePointAt(0) ?? 0};`;
}

/** A link to a page of the web; plain text where the address is none. */
export function markdownLink(label: string, address: string): string {
  const url = webAddress(address);
  return url === undefined ? escapeMarkdown(label, 200) : `[${escapeMarkdown(label, 200)}](<${url}>)`;
}

/** The address where it is an http(s) one, in normal form; undefined for `command:`, `file:` and all others. */
export function webAddress(address: string): string | undefined {
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  const isWeb = url.protocol === "https:" || url.protocol === "http:";
  return isWeb && url.username === "" && url.password === ""
    ? url.href.replace(/[<>]/gu, encodeURIComponent)
    : undefined;
}
