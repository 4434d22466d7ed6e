import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { type Check, NOT_ENDED, type Results } from "./baseline";
import type { Installation } from "./installation";
import { runProgram } from "./runProgram";

/** Both protocol eras, each by the revision that the suite knows its requirements of. */
export const REVISIONS = ["2025-11-25", "2026-07-28"] as const;
export type Revision = (typeof REVISIONS)[number];

/** Longest time of one scenario and of all of them, in milliseconds; they take 6 s where nothing else runs. */
const SCENARIO_MS = 120_000;
const LIMIT_MS = 600_000;

const checksSchema = z.array(
  z.object({
    id: z.string(),
    status: z.enum(["SUCCESS", "FAILURE", "WARNING", "SKIPPED", "INFO"]),
    errorMessage: z.string().optional(),
  }),
);

/** The folder of one scenario's results: `server-ping-2026-11-21T17-12-19-587Z`. */
const RESULTS = /^server-(?<scenario>.+)-\d{4}-\d\d-\d\dT[\d-]+Z$/u;

/** How the suite announces each scenario where it runs several. */
const BEGUN = /^=== Running scenario: (.+) ===$/gmu;

/** Runs every scenario that a revision requires, or one of them. @throws Error where the suite did not run */
export async function runSuite(
  { node, suite }: Installation,
  url: string,
  revision: Revision,
  scenario?: string,
): Promise<Results> {
  const folder = mkdtempSync(join(tmpdir(), "coder-fleet-conformance-"));
  try {
    const which =
      scenario === undefined
        ? ["--requirements", revision]
        : ["--scenario", scenario, "--spec-version", revision, "--force"];
    const limits = ["--timeout", String(SCENARIO_MS), "--output-dir", folder];
    const args = [suite, "server", "--url", url, ...which, ...limits];
    // Its exit code says only what its results say.
    const { stdout, stderr } = await runProgram(node, args, LIMIT_MS);
    const begun =
      scenario === undefined ? [...stdout.matchAll(BEGUN)].map(([, name = ""]) => name) : [scenario];
    if (begun.length === 0 || (scenario === undefined && !stdout.includes("=== SUMMARY ===")))
      throw new Error(`The conformance suite did not run to its end: ${`${stdout}${stderr}`.slice(-1000)}`);
    const results = readResults(folder);
    return new Map(begun.map((name) => [name, results.get(name) ?? [NOT_ENDED]]));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function readResults(folder: string): Results {
  const results = new Map<string, readonly Check[]>();
  for (const name of readdirSync(folder).sort()) {
    const scenario = RESULTS.exec(name)?.groups?.["scenario"];
    if (scenario === undefined) continue;
    const text = readFileSync(join(folder, name, "checks.json"), "utf8");
    results.set(scenario, checksSchema.parse(JSON.parse(text)));
  }
  return results;
}
