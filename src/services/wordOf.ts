import { ValidationError } from "../models/errors";
import { quoted } from "../models/text";

/**
 * The word of a list that a caller means, in any case. `what` says in an error what the text is not: "an agent status".
 * @throws ValidationError(bad_argument) that lists the words
 */
export function wordOf<Word extends string>(words: readonly Word[], text: string, what: string): Word {
  const asked = text.trim().toLowerCase();
  const word = words.find((known) => known === asked);
  if (word !== undefined) return word;
  throw new ValidationError("bad_argument", {
    message: `${quoted(text)} is not ${what}.`,
    hint: `Use one of: ${words.join(", ")}.`,
    details: { allowed: words },
  });
}
