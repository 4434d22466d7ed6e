/** Lists of objects: rows with a name are compared one by one, rows without (logs, frames) as a whole. */
import { type Difference, difference } from "./difference";
import { enumKeys, nullableAtWill, opaqueKeys, optionalInRows, orderedKeys, rowNames } from "./rules";
import type { Translate } from "./translate";
import { isObject, typeOf } from "./values";

/** Compares two values that stand at the same place. */
export type Compare = (recorded: unknown, given: unknown, where: string) => readonly Difference[];

type Row = Readonly<Record<string, unknown>>;

/** A row's name: by the row itself, or by the `description` beside a `result` (agent metadata). */
function nameOf(row: Row, key: string): string | undefined {
  const value = row[key] ?? (isObject(row["description"]) ? row["description"][key] : undefined);
  return typeof value === "string" ? value : undefined;
}

/**
 * Rows of both lists that have the same name, under the first key that tells all rows apart: none where they
 * are other things (a page shows what else there is), undefined where no key names them.
 */
export function pairRows(
  recorded: readonly Row[],
  given: readonly Row[],
  translate: Translate,
): { readonly name: string; readonly recorded: Row; readonly given: Row }[] | undefined {
  let named = false;
  for (const key of rowNames) {
    const names = recorded.map((row) => nameOf(row, key));
    const others = new Map(given.map((row) => [nameOf(row, key), row]));
    if (names.includes(undefined) || new Set(names).size !== names.length) continue;
    if (others.has(undefined) || others.size !== given.length) continue;
    const pairs = recorded.flatMap((row, index) => {
      const name = translate(names[index] ?? "");
      const other = others.get(name);
      return other === undefined ? [] : [{ name, recorded: row, given: other }];
    });
    if (pairs.length > 0) return pairs;
    named ||= key !== "id";
  }
  return named ? [] : undefined;
}

/**
 * Compares all rows of both lists as one: the keys rows have, the types under each key, which of Coder's
 * words occur, and for the keys that follow an order the order of their first occurrences. `outside`: the rows
 * are other things than the recorded ones, so only their own keys and types are compared.
 */
export function mergeRows(
  recorded: readonly Row[],
  given: readonly Row[],
  where: string,
  compare: Compare,
  depth: "outside" | "inside" = "inside",
): Difference[] {
  const keys = new Set([...recorded, ...given].flatMap((row) => Object.keys(row)));
  return [...keys].flatMap((key) => compareColumn(key, recorded, given, `${where}.${key}`, compare, depth));
}

function compareColumn(
  key: string,
  recorded: readonly Row[],
  given: readonly Row[],
  where: string,
  compare: Compare,
  depth: "outside" | "inside",
): Difference[] {
  const [one, other] = [column(key, recorded), column(key, given)];
  const absent = one.presence === "every row" && other.presence !== "every row";
  const unheardOf = one.presence === "no row" || (depth === "inside" && other.presence === "no row");
  if (absent || (unheardOf && one.presence !== other.presence)) {
    return depth === "outside" && optionalInRows.has(key)
      ? []
      : [difference(where, one.presence, other.presence)];
  }
  if (opaqueKeys.has(key)) return [];
  const foreign = [...other.types].filter(
    (type) => !one.types.has(type) && !(nullableAtWill.has(key) && [type, ...one.types].includes("null")),
  );
  if (foreign.length > 0 && !(depth === "outside" && [...one.types, ...foreign].includes("null"))) {
    return [difference(where, [...one.types].join(" or "), foreign.join(" or "))];
  }
  if (depth === "outside") return [];
  if (orderedKeys.has(key)) {
    const [words, others] = [[...new Set(one.values)], [...new Set(other.values)]];
    return JSON.stringify(words) === JSON.stringify(others) ? [] : [difference(where, words, others)];
  }
  if (enumKeys.has(key)) {
    const unheard = other.values.find((word) => typeof word === "string" && !one.values.includes(word));
    return unheard === undefined ? [] : [difference(where, [...new Set(one.values)], unheard)];
  }
  return compareInside(one.values, other.values, where, compare);
}

/** Objects and lists below a column: each given one must be like one of the recorded. */
function compareInside(
  recorded: readonly unknown[],
  given: readonly unknown[],
  where: string,
  compare: Compare,
): Difference[] {
  const nested = recorded.filter((value) => typeof value === "object" && value !== null);
  if (nested.length === 0) return [];
  for (const value of given) {
    if (typeof value !== "object" || value === null) continue;
    const best = closest(nested, (like) => compare(like, value, where), where);
    if (best.length > 0) return [...best];
  }
  return [];
}

/** The differences to the recorded value that is most like it. */
function closest(
  recorded: readonly unknown[],
  compare: (like: unknown) => readonly Difference[],
  where: string,
): readonly Difference[] {
  let best: readonly Difference[] | undefined;
  for (const like of recorded) {
    const found = compare(like);
    if (found.length === 0) return found;
    if (best === undefined || weight(found, where) < weight(best, where)) best = found;
  }
  return best ?? [];
}

/** An empty list for a full one is another kind of row: worse than any number of differences inside it. */
const weight = (differences: readonly Difference[], where: string) =>
  differences.some((one) => one.where === where) ? Infinity : differences.length;

function column(key: string, rows: readonly Row[]) {
  const values = rows.flatMap((row) => (key in row ? [row[key]] : []));
  const presence = values.length === 0 ? "no row" : values.length === rows.length ? "every row" : "some rows";
  return { values, presence, types: new Set(values.map(typeOf)) };
}
