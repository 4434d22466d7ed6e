/**
 * `npm run test:real`: tests that hold on a real deployment too, given by CODER_URL and CODER_SESSION_TOKEN: the fleet
 * toolset, with agents of the project CODER_PROJECT ("Claude Agent" where it is not set) that do what they are told, and,
 * where CODER_WORKSPACE names a running workspace, commands and files in it. What they make they take away again.
 */
import { spawnSync } from "node:child_process";
import type { AgentBackend } from "../../src/repositories/agentBackend";
import { openDeployment } from "../../src/repositories/openDeployment";

const { CODER_URL: url = "", CODER_SESSION_TOKEN: token = "", CODER_WORKSPACE: workspace = "" } = process.env;
if (url === "" || token === "") {
  process.stderr.write("Set CODER_URL and CODER_SESSION_TOKEN: npm run test:real needs a deployment.\n");
  process.exit(2);
}

const suites = ["test/acceptance/fleetToolset.test.ts"];
if (workspace === "") process.stdout.write("CODER_WORKSPACE is not set: commands and files are left out.\n");
else suites.push("test/inside/**/*.test.ts");

void generation().then((CODER_GENERATION) => {
  const mocha = ["mocha", "--no-config", "--import=tsx", "--timeout", "600000", ...suites];
  const { status } = spawnSync("npx", mocha, { stdio: "inherit", env: { ...process.env, CODER_GENERATION } });
  process.exit(status ?? 1);
});

/** What the deployment speaks, as the acceptance suite calls it. */
async function generation(): Promise<string> {
  const deployment = openDeployment({ url, token, userAgent: "coder-fleet/test" });
  const backends = await deployment.backends({ signal: AbortSignal.timeout(30_000) });
  deployment.close();
  return backends
    .filter(({ kind }) => kind !== "workspace")
    .map(generationOf)
    .sort()
    .reverse()
    .join("+");
}

/** Only the earlier tasks take parameters. */
function generationOf({ kind, capabilities }: AgentBackend): string {
  if (kind === "chat") return "chats";
  return capabilities.createParameters ? "tasks-experimental" : "tasks";
}
