/** Figures of several runs. */

export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @param part of all values that are at most the answer: 0.99 for the 99th percentile */
export const percentile = (values, part) =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))];

/** Runs every action `rounds` times in turn (a b a b …), so that a change of the machine's pace hits all. */
export async function inTurn(rounds, actions) {
  const results = actions.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, action] of actions.entries()) results[index].push(await action());
  }
  return results;
}

/** Median of the ratios of one list to another, pair by pair. */
export const medianRatio = (values, baseline) =>
  median(values.map((value, index) => value / baseline[index]));
