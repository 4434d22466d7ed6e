/** The outcome of a contract run as text, and whether it holds. */
import type { Outcome } from "./contract";

/** At most this share of what is in scope may differ knowingly. */
const knownShare = 1 / 20;

export interface Totals {
  readonly inScope: number;
  readonly match: number;
  readonly differs: number;
  readonly known: number;
  readonly stale: number;
  readonly outOfScope: number;
}

export function totalsOf(outcomes: readonly Outcome[]): Totals {
  const count = (verdict: Outcome["verdict"]) =>
    outcomes.filter((outcome) => outcome.verdict === verdict).length;
  const outOfScope = count("out of scope");
  return {
    inScope: outcomes.length - outOfScope,
    match: count("match"),
    differs: count("differs"),
    known: count("known difference"),
    stale: count("stale known difference"),
    outOfScope,
  };
}

export function holds(totals: Totals): boolean {
  return totals.differs === 0 && totals.stale === 0 && totals.known <= totals.inScope * knownShare;
}

/** One line per file, and one per difference below it. */
export function lineOf(outcome: Outcome): string {
  const head = `${outcome.verdict.padEnd(16)} ${outcome.file}${outcome.reason === "" ? "" : ` (${outcome.reason})`}`;
  const shown = outcome.differences.slice(0, 6);
  const left = outcome.differences.length - shown.length;
  return [
    head,
    ...shown.map(({ where, recorded, given }) => `    ${where}: recorded ${recorded}, given ${given}`),
    ...(left > 0 ? [`    and ${left} more`] : []),
  ].join("\n");
}

export function summary(totals: Totals): string {
  return [
    `${totals.inScope} in scope: ${totals.match} match, ${totals.differs} differ, ${totals.known} known differences`,
    ` (at most ${Math.floor(totals.inScope * knownShare)}), ${totals.stale} stale; ${totals.outOfScope} out of scope`,
  ].join("");
}
