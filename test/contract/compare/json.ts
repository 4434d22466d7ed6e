/** Compares two JSON values by shape: keys, types, null, emptiness, and the words rules.ts names. */
import { type Difference, difference } from "./difference";
import { type Compare, mergeRows, pairRows } from "./rows";
import { enumKeys, lateKeys, nameKeys, nullableAtWill, opaqueKeys } from "./rules";
import { isObject, typeOf } from "./values";
import type { Translate } from "./translate";

/** @param key the key the values stand under; decides which words are compared */
export function compareJson(
  recorded: unknown,
  given: unknown,
  where: string,
  translate: Translate,
  key = "",
): Difference[] {
  if (nullableAtWill.has(key) && (recorded === null || given === null)) return [];
  if (typeOf(recorded) !== typeOf(given)) return [difference(where, typeOf(recorded), describe(given))];
  if (opaqueKeys.has(key)) return [];
  if (Array.isArray(recorded) && Array.isArray(given)) {
    return compareLists(recorded, given, where, translate, key);
  }
  if (isObject(recorded) && isObject(given)) return compareObjects(recorded, given, where, translate);
  if (typeof recorded === "boolean") {
    return recorded === given ? [] : [difference(where, recorded, given)];
  }
  if (typeof recorded === "string") {
    const compared = enumKeys.has(key) ? recorded : nameKeys.has(key) ? translate(recorded) : given;
    return compared === given ? [] : [difference(where, compared, given)];
  }
  return [];
}

function compareObjects(
  recorded: Readonly<Record<string, unknown>>,
  given: Readonly<Record<string, unknown>>,
  where: string,
  translate: Translate,
): Difference[] {
  // A map from ids has keys of its own in every deployment: its values are rows.
  if (isIdMap(recorded) && isIdMap(given)) {
    return compareLists(Object.values(recorded), Object.values(given), `${where}{id}`, translate, "");
  }
  const keys = new Set([...Object.keys(recorded), ...Object.keys(given)]);
  return [...keys].flatMap((key) => {
    const inside = `${where}.${key}`;
    if (lateKeys.has(key) && !(key in given && key in recorded)) return [];
    if (!(key in given)) return [difference(inside, describe(recorded[key]), "absent")];
    if (!(key in recorded)) return [difference(inside, "absent", describe(given[key]))];
    return compareJson(recorded[key], given[key], inside, translate, key);
  });
}

function compareLists(
  recorded: readonly unknown[],
  given: readonly unknown[],
  where: string,
  translate: Translate,
  key: string,
): Difference[] {
  if ((recorded.length === 0) !== (given.length === 0)) {
    return [difference(where, size(recorded), size(given))];
  }
  const recordedRows = recorded.filter(isObject);
  const givenRows = given.filter(isObject);
  if (recordedRows.length !== recorded.length || givenRows.length !== given.length) {
    return compareScalars(recorded, given, where, translate, key);
  }
  const pairs = pairRows(recordedRows, givenRows, translate);
  const inside: Compare = (one, other, place) => compareJson(one, other, place, translate);
  if (pairs?.length === 0) return mergeRows(recordedRows, givenRows, `${where}[]`, inside, "outside");
  if (pairs !== undefined) {
    return pairs.flatMap(({ name, recorded: one, given: other }) =>
      compareJson(one, other, `${where}[${name}]`, translate, key),
    );
  }
  return mergeRows(recordedRows, givenRows, `${where}[]`, inside);
}

/** Lists of plain values: of one type, and for Coder's words the same set. */
function compareScalars(
  recorded: readonly unknown[],
  given: readonly unknown[],
  where: string,
  translate: Translate,
  key: string,
): Difference[] {
  if (enumKeys.has(key)) {
    const [one, other] = [[...new Set(recorded)].sort(), [...new Set(given)].sort()];
    return JSON.stringify(one) === JSON.stringify(other) ? [] : [difference(where, one, other)];
  }
  const [first] = recorded;
  return given.flatMap((value, index) => compareJson(first, value, `${where}[${index}]`, translate));
}

/** A value short enough for a line of output, never the whole body. */
function describe(value: unknown): string {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") {
    return JSON.stringify(value);
  }
  return typeOf(value);
}

const size = (list: readonly unknown[]) => (list.length === 0 ? "empty list" : `list of ${list.length}`);

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
function isIdMap(value: Readonly<Record<string, unknown>>): boolean {
  const keys = Object.keys(value);
  return keys.length > 0 && keys.every((key) => uuid.test(key));
}
