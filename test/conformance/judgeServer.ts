import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { judge, parseBaseline, type Problem, type Results, type Verdict } from "./baseline";
import type { Installation } from "./installation";
import { type Revision, REVISIONS, runSuite } from "./suite";

/** `product` is what users get; `fixture` has the tools, resources and prompts that the suite calls besides. */
export const BUILDS = ["product", "fixture"] as const;
export type Build = (typeof BUILDS)[number];

export function baselineFile(build: Build, revision: Revision): string {
  return fileURLToPath(new URL(`baselines/${build}-${revision}.yml`, import.meta.url));
}

/** Runs the suite of both eras against a server and says how it went. False where its baselines do not hold. */
export async function judgeServer(
  installation: Installation,
  build: Build,
  url: string,
  say: (line: string) => void,
): Promise<boolean> {
  let ok = true;
  for (const revision of REVISIONS) {
    const file = baselineFile(build, revision);
    const baseline = parseBaseline(readFileSync(file, "utf8"));
    const first = await runSuite(installation, url, revision);
    const results = await again(installation, url, revision, first, judge(first, baseline), say);
    const { passed, known, unexpected, stale } = judge(results, baseline);
    const problems = [...unexpected, ...stale];
    const sign = problems.length === 0 ? "✔" : "✖";
    say(`${sign} ${build}, ${revision}: ${passed.length} scenarios passed, ${known.length} failed as known`);
    for (const problem of problems) say(asText(problem));
    if (problems.length > 0) say(`  What is known to fail: ${file}`);
    ok &&= problems.length === 0;
  }
  return ok;
}

/** A second chance, with notice, for each scenario that failed: shared machines stall. */
async function again(
  installation: Installation,
  url: string,
  revision: Revision,
  first: Results,
  { unexpected }: Verdict,
  say: (line: string) => void,
): Promise<Results> {
  const results = new Map(first);
  for (const problem of unexpected) {
    say(`  ${revision}, once more after:\n${asText(problem)}`);
    for (const [scenario, checks] of await runSuite(installation, url, revision, problem.scenario)) {
      results.set(scenario, checks);
    }
  }
  return results;
}

function asText({ scenario, message }: Problem): string {
  return `  ${scenario}: ${message.replaceAll("\n", "\n    ")}`;
}
