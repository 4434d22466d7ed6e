/**
 * A workspace filter (DESIGN 7) in Coder's search syntax: terms `key:value` separated by spaces, values with
 * spaces or colons in double quotes; a bare term is a name, or `owner/name`. Coder lower-cases all of it.
 */

/** One condition of a filter. */
export interface FilterTerm {
  /** `owner`, `template`, …; `name` for a bare term. */
  readonly key: string;
  readonly value: string;
}

/** The terms of a filter, lower-cased. Values keep what quotes held together. */
export function filterTerms(filter: string): readonly FilterTerm[] {
  const terms = filter.toLowerCase().match(/(?:"[^"]*"|[^\s"])+/gu) ?? [];
  return terms.flatMap((term) => {
    const colon = term.indexOf(":");
    const key = colon === -1 ? "name" : term.slice(0, colon);
    const value = term.slice(colon + 1).replaceAll('"', "");
    const slash = value.indexOf("/");
    return colon === -1 && slash !== -1
      ? [
          { key: "owner", value: value.slice(0, slash) },
          { key: "name", value: value.slice(slash + 1) },
        ]
      : [{ key, value }];
  });
}

/** Why a text cannot be a filter, as a sentence; null when it can. Which keys exist only Coder knows. */
export function filterProblem(filter: string): string | null {
  if ((filter.match(/"/gu)?.length ?? 0) % 2 !== 0) {
    return "It has a quote without its partner.";
  }
  const terms = filterTerms(filter);
  if (terms.length === 0) {
    return "It holds no term.";
  }
  const empty = terms.find(({ key, value }) => key === "" || value === "");
  if (empty !== undefined) {
    return `The term '${empty.key}:${empty.value}' has no ${empty.key === "" ? "key" : "value"}.`;
  }
  return terms.some(({ key }) => key === "id")
    ? "The key 'id' cannot be used: each workspace is checked by its id."
    : null;
}
