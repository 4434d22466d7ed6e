/** What a server is known to fail of the conformance suite, and why. */

/** One line of a baseline. */
export interface KnownFailure {
  readonly scenario: string;
  /** The one check of the scenario that fails; absent where its purpose as a whole is not met. */
  readonly check?: string;
  readonly reason: string;
}

/** One check as the suite reports it. */
export interface Check {
  readonly id: string;
  readonly status: "SUCCESS" | "FAILURE" | "WARNING" | "SKIPPED" | "INFO";
  readonly errorMessage?: string | undefined;
}

/** The checks of each scenario. */
export type Results = ReadonlyMap<string, readonly Check[]>;

export interface Problem {
  readonly scenario: string;
  readonly message: string;
}

export interface Verdict {
  /** Scenarios in which nothing failed. */
  readonly passed: readonly string[];
  /** Scenarios that failed as the baseline says. */
  readonly known: readonly string[];
  /** Failures that are not in the baseline, and lines of the baseline that are not true. */
  readonly problems: readonly Problem[];
}

/** Stands in for the checks of a scenario that threw: then the suite reports none. */
export const NOT_ENDED: Check = { id: "scenario-ends", status: "FAILURE" };

/**
 * What no line for a whole scenario excuses: in one that fails, too, what the server sends has to fit the protocol's
 * schema, and there has to be an end.
 */
const NEVER_EXCUSED: readonly string[] = ["wire-schema-valid", NOT_ENDED.id];

/** Shorter ones explain nothing. */
const SHORTEST_REASON = 20;

const ENTRY = /^ {2}- (?<scenario>[a-z0-9-]+)(?::(?<check>[a-z0-9-]+))?(?: # (?<reason>.*))?$/u;

/**
 * Reads the form of the suite's own baselines (YAML), so that the suite can be run by hand with the same file; but
 * each entry has to have a reason.
 * @throws Error that names the first line that is wrong
 */
export function parseBaseline(text: string): readonly KnownFailure[] {
  const found = new Map<string, KnownFailure>();
  for (const [index, line] of text.split("\n").entries()) {
    if (line.trim() === "" || line.startsWith("#") || line === "server:") continue;
    const wrong = (why: string) => new Error(`line ${index + 1} ${why}: ${JSON.stringify(line)}`);
    const { scenario, check, reason } = ENTRY.exec(line)?.groups ?? {};
    if (scenario === undefined)
      throw wrong('is not "  - scenario # reason" or "  - scenario:check # reason"');
    if (reason === undefined || reason.trim().length < SHORTEST_REASON) throw wrong("gives no reason");
    const key = check === undefined ? scenario : `${scenario}:${check}`;
    if (found.has(key)) throw wrong("stands here a second time");
    found.set(key, { scenario, reason, ...(check === undefined ? {} : { check }) });
  }
  const failures = [...found.values()];
  const both = failures.find(({ scenario, check }) => check !== undefined && found.has(scenario));
  if (both !== undefined)
    throw new Error(`${both.scenario} stands here as a whole and with one of its checks`);
  return failures;
}

/** Compares what failed with what is known to; a warning counts as a failure, as in the suite's own comparison. */
export function judge(results: Results, baseline: readonly KnownFailure[]): Verdict {
  const passed: string[] = [];
  const known: string[] = [];
  const problems: Problem[] = [];
  for (const [scenario, checks] of results) {
    const entries = baseline.filter((entry) => entry.scenario === scenario);
    const failed = checks.filter(hasFailed);
    const unknown = failed.filter(({ id }) => !entries.some((entry) => excuses(entry, id)));
    if (failed.length === 0) passed.push(scenario);
    else if (unknown.length === 0) known.push(scenario);
    else problems.push({ scenario, message: unknown.map(describe).join("\n") });
  }
  for (const entry of baseline) {
    const message = untruth(entry, results);
    if (message !== null) problems.push({ scenario: entry.scenario, message });
  }
  return { passed, known, problems };
}

function excuses({ check }: KnownFailure, id: string): boolean {
  return check === undefined ? !NEVER_EXCUSED.includes(id) : check === id;
}

/** Why a line is not true; null where it is. */
function untruth(entry: KnownFailure, results: Results): string | null {
  const checks = results.get(entry.scenario);
  if (checks === undefined) return "is in the baseline, but there is no such scenario";
  if (checks.some((check) => hasFailed(check) && excuses(entry, check.id))) return null;
  if (entry.check === undefined) return "is in the baseline, but passes";
  return checks.some(({ id }) => id === entry.check)
    ? `${entry.check} is in the baseline, but passes`
    : `${entry.check} is in the baseline, but there is no such check`;
}

function hasFailed({ status }: Check): boolean {
  return status === "FAILURE" || status === "WARNING";
}

function describe({ id, status, errorMessage }: Check): string {
  return `${id} (${status.toLowerCase()})${errorMessage === undefined ? "" : `: ${errorMessage}`}`;
}
