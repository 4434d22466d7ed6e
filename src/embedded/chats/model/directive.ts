/** A word in brackets in a prompt, with what stands behind it: `[exec ls -la]`. */
export interface Directive {
  /** In lower case; empty where the prompt has none. */
  readonly name: string;
  readonly rest: string;
}

/** Directives whose rest may hold brackets itself: they reach to the last one of the prompt. */
const open = /\[(exec|tool)\s+(.*)\]/s;
const closed =
  /\[(plain|slow|long|reason|ws|dyn|ask|plan|spawn|complete|fail|err\d{3}|quota|ctxlen|bad|drop|streamerr|filter|lengthstop|empty)(?:\s+([^\]]*))?\]/i;

/** Reads what a prompt tells the scripted model to do, as `[fail auth]`. */
export function parseDirective(prompt: string): Directive {
  const found = open.exec(prompt) ?? closed.exec(prompt);
  return { name: found?.[1]?.toLowerCase() ?? "", rest: found?.[2]?.trim() ?? "" };
}

/** The prompt as a person would read it, without its directives. */
export function topicOf(prompt: string): string {
  return prompt
    .replace(/SCRIPT:.*/s, "")
    .replace(open, "")
    .replace(new RegExp(closed, "gi"), "")
    .replace(/\bthink=\d+(\.\d+)?/g, "")
    .replace(/\s+/g, " ")
    .trim();
}
