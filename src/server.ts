/** Entry point 2: the command line of the MCP server. */
import { createRequire } from "node:module";
import { displayName, name } from "../package.json";
import { readCommandLine, type CommandLine } from "./cli/commandLine";
import { helpText } from "./cli/help";
import type { serveHttp as ServeHttp } from "./mcp/http/late";
import type { ServerIdentity } from "./mcp/server";
import { ConfigurationError } from "./models/configuration";
import { redact } from "./models/redact";
import { systemErrorCode } from "./models/systemError";
import { VERSION } from "./models/version";
import type { StartedFrom } from "./services/configuration/dotenv";
import type { GivenSettings } from "./services/configuration/given";
import { loadConfiguration } from "./services/configuration/loadConfiguration";

const identity: ServerIdentity = { name, title: displayName, version: VERSION };

const EXIT_FAILURE = 1;
const EXIT_WRONG_CONFIGURATION = 2;

async function run(line: CommandLine): Promise<void> {
  if (line.switches.has("help")) {
    process.stdout.write(helpText(VERSION));
    return;
  }
  if (line.switches.has("version")) {
    process.stdout.write(`${VERSION}\n`);
    return;
  }
  switch (line.command) {
    case "stdio":
      await startStdio(line.settings);
      break;
    case "http": {
      const serveHttp = await httpServer();
      await serveHttp(line.settings, startedFrom(), identity);
      break;
    }
    case "demo":
      // A bundle of its own: it brings a client library that the server does not need.
      createRequire(__filename)("./demo.js");
      break;
    case "configure": {
      const { configureClient } = await import("./cli/late");
      await configureClient(line, __dirname);
      break;
    }
    case "doctor": {
      const { runDoctor } = await import("./cli/late");
      await runDoctor(line);
      break;
    }
    case "audit": {
      const { verifyAudit } = await import("./cli/late");
      if (!verifyAudit(line)) process.exitCode = EXIT_FAILURE;
      break;
    }
  }
}

/** @throws ConfigurationError where this installation comes without it, as the one inside VS Code does */
async function httpServer(): Promise<typeof ServeHttp> {
  try {
    return (await import("./mcp/http/late")).serveHttp;
  } catch (error) {
    if (systemErrorCode(error) !== "MODULE_NOT_FOUND") throw error;
    throw new ConfigurationError(
      `http is not part of the installation inside VS Code; allowed there: stdio, demo, configure, doctor, audit. ` +
        `Run it from the npm package (npx -y ${name}@${VERSION} http) or as a container (deploy/Containerfile)`,
    );
  }
}

/** Everything that can be wrong without a network is found here, before the first message. */
async function startStdio(settings: GivenSettings): Promise<void> {
  const configuration = loadConfiguration(settings, startedFrom());
  const { startFleetServer } = await import("./mcp/start");
  await startFleetServer(configuration, identity);
}

function startedFrom(): StartedFrom {
  return {
    directory: process.cwd(),
    environment: process.env,
    terminal: process.stdin.isTTY || process.stderr.isTTY,
  };
}

function fail(error: unknown): void {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(`coder-fleet-mcp: ${redact(message)}\n`);
  // By name: a command in a bundle of its own throws that bundle's class.
  const isConfiguration = error instanceof Error && error.name === "ConfigurationError";
  process.exitCode = isConfiguration ? EXIT_WRONG_CONFIGURATION : EXIT_FAILURE;
}

async function main(): Promise<void> {
  try {
    await run(readCommandLine(process.argv.slice(2)));
  } catch (error) {
    fail(error);
  }
}

void main();
