import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { judge, type KnownFailure, parseBaseline, type Problem, type Verdict } from "./baseline";
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
    const { passed, known, problems } = await run(installation, url, revision, baseline, say);
    const sign = problems.length === 0 ? "✔" : "✖";
    say(`${sign} ${build}, ${revision}: ${passed.length} scenarios passed, ${known.length} failed as known`);
    for (const problem of problems) say(asText(problem));
    if (problems.length > 0) say(`  What is known to fail: ${file}`);
    ok &&= problems.length === 0;
  }
  return ok;
}

/** A scenario with a problem gets a second chance, with notice: shared machines stall. */
async function run(
  installation: Installation,
  url: string,
  revision: Revision,
  baseline: readonly KnownFailure[],
  say: (line: string) => void,
): Promise<Verdict> {
  const results = new Map(await runSuite(installation, url, revision));
  for (const problem of judge(results, baseline).problems) {
    if (!results.has(problem.scenario)) continue;
    say(`  ${revision}, once more after:\n${asText(problem)}`);
    const again = await runSuite(installation, url, revision, problem.scenario);
    for (const [scenario, checks] of again) results.set(scenario, checks);
  }
  return judge(results, baseline);
}

function asText({ scenario, message }: Problem): string {
  return `  ${scenario}: ${message.replaceAll("\n", "\n    ")}`;
}
