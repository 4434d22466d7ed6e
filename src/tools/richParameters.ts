/** Values for a template's parameters, as people write them. */
import * as z from "zod";

/** By the parameter's name. */
export const richParameters = z.record(
  z.string(),
  z.union([z.string(), z.number(), z.boolean(), z.array(z.string())]),
);

/** Coder takes all values as text, lists as JSON (facts/coder-api.md 5). */
export function parameterTexts(given: z.output<typeof richParameters>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      Array.isArray(value) ? JSON.stringify(value) : String(value),
    ]),
  );
}
