import type { RichParameter } from "../../models/coder/template";
import { ValidationError } from "../../models/errors";
import { quoted } from "../../models/text";

/**
 * Coder ignores parameters a template does not have, silently; a caller would never learn of a misspelling.
 * @throws ValidationError(bad_argument) that lists the template's parameters.
 */
export function checkParameterNames(given: readonly string[], known: readonly RichParameter[]): void {
  const names = known.map(({ name }) => name);
  const unknown = given.filter((name) => !names.includes(name));
  if (unknown.length > 0) {
    throw new ValidationError("bad_argument", {
      message: `The template has no parameter ${unknown.map(quoted).join(", ")}.`,
      hint: names.length === 0 ? "It takes no parameters." : `Its parameters are: ${names.join(", ")}.`,
      details: { allowed: names },
    });
  }
}
