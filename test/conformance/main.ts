/**
 * `npm run conformance`: MCP's official conformance suite and its inspector against the built server. Where they
 * cannot be installed they are left out by name; with CI=true that is a failure.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { selectTools } from "../../src/mcp/toolSelection";
import { allTools } from "../../src/tools/registry";
import { leaveOut } from "../../tools/vscode-e2e/notInstalled";
import { startEmbedded, type EmbeddedDeployment } from "../support/embedded";
import { startHttpServer } from "../support/httpServer";
import { SERVER } from "../support/serverProcess";
import { buildFixtureServer } from "./fixture/build";
import { inspect } from "./inspector";
import { type Installation, install } from "./installation";
import { judgeServer } from "./judgeServer";

const AGENTS = 3;
/** The suite sends more requests a minute than the product lets a caller. */
const OFTEN = ["--rate-limit", "100000"];

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function main(): Promise<number> {
  let installation;
  try {
    installation = install();
  } catch (error) {
    return leaveOut(error, "MCP's conformance suite", "MCP's inspector");
  }
  const folder = mkdtempSync(join(tmpdir(), "coder-fleet-protocol-"));
  const deployment = await startEmbedded({ agents: AGENTS });
  try {
    const product = await checkProduct(installation, deployment, folder);
    const fixture = await checkFixture(installation, deployment, folder);
    return product && fixture ? 0 : 1;
  } finally {
    await deployment.stop();
    rmSync(folder, { recursive: true });
  }
}

async function checkProduct(
  installation: Installation,
  { url, token }: EmbeddedDeployment,
  folder: string,
): Promise<boolean> {
  const environment = { CODER_URL: url, CODER_SESSION_TOKEN: token };
  const noChoice = { toolsets: null, tools: null, excludeTools: [], readOnly: false };
  const expected = { tools: [...selectTools(allTools, noChoice).keys()], agents: AGENTS };
  const server = await startHttpServer(environment, OFTEN);
  try {
    const suite = await judgeServer(installation, "product", server.url, say);
    const overHttp = { title: "HTTP", options: [], target: ["--transport", "http", server.url], ...expected };
    const overStdio = {
      title: "stdio",
      options: Object.entries(environment).flatMap(([name, value]) => ["-e", `${name}=${value}`]),
      target: ["--", process.execPath, SERVER],
      ...expected,
    };
    const http = await inspect(installation, overHttp, folder, say);
    const stdio = await inspect(installation, overStdio, folder, say);
    return suite && http && stdio;
  } finally {
    await server.stop();
  }
}

async function checkFixture(
  installation: Installation,
  { url, token }: EmbeddedDeployment,
  folder: string,
): Promise<boolean> {
  const program = join(folder, "fixture.js");
  await buildFixtureServer(program);
  const environment = { CODER_URL: url, CODER_SESSION_TOKEN: token };
  const server = await startHttpServer(environment, [...OFTEN, "--confirm", "always"], program);
  try {
    return await judgeServer(installation, "fixture", server.url, say);
  } finally {
    await server.stop();
  }
}

main().then(
  (code) => process.exit(code),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exit(1);
  },
);
