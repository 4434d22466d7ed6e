/** What of the peer's answer is missing in ours, or is another value there. */

/** @returns {{field: string, theirs: string, own: string}[]} */
export function compare(theirs, own) {
  if (Boolean(theirs.isError) !== Boolean(own.isError)) {
    return [difference("outcome", outcomeOf(theirs), outcomeOf(own))];
  }
  // The words of errors are ours; that both refuse is what a client depends on.
  return theirs.isError ? [] : missing("", theirs.structuredContent, own.structuredContent);
}

function missing(path, theirs, own) {
  if (Array.isArray(theirs)) return unique(missingRows(path, theirs, Array.isArray(own) ? own : []));
  if (theirs !== null && typeof theirs === "object") {
    if (own === null || typeof own !== "object") return [difference(path, theirs, own)];
    return Object.entries(theirs).flatMap(([key, value]) =>
      key === "message" && typeof own[key] === "string"
        ? [] // Words for people; that there are some is enough.
        : missing(path === "" ? key : `${path}.${key}`, value, own[key]),
    );
  }
  return normalized(theirs) === normalized(own) ? [] : [difference(path, theirs, own)];
}

/** Rows with a name are compared by it, whatever their order; others one by one. */
function missingRows(path, theirs, own) {
  return theirs.flatMap((row, index) => {
    const same = row?.name === undefined ? own[index] : own.find(({ name }) => name === row.name);
    return same === undefined ? [difference(`${path} rows`, row, same)] : missing(`${path}[]`, row, same);
  });
}

/** The first of each field: twenty rows that differ in one field are one difference. */
const unique = (differences) => [
  ...new Map(differences.toReversed().map((one) => [one.field, one])).values(),
];

const difference = (field, theirs, own) => ({ field, theirs: brief(theirs), own: brief(own) });
const outcomeOf = ({ isError, text }) => `${isError ? "refused" : "accepted"}: ${text}`;
const brief = (value) => (JSON.stringify(value) ?? "absent").slice(0, 300);

const ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/;

/** Two deployments: ids and moments differ, their form must not. */
function normalized(value) {
  if (typeof value !== "string") return value;
  if (ID.test(value)) return "<id>";
  return TIME.test(value) ? "<time>" : value;
}
