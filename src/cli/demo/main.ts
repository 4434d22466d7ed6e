/** `dist/demo.js`, run by `coder-fleet-mcp demo`: plays the main job against an embedded deployment. */
import { join } from "node:path";
import { startEmbedded } from "../../services/embeddedProcess";
import { explainConnecting } from "./connect";
import { playMainJob } from "./job";
import { createScreen } from "../screen";
import { connectToServer } from "./toolClient";

const AGENTS = 20;
/** Builds and agents work this many times faster than real ones. */
const SPEED = 2;

const EXIT_FAILURE = 1;

async function demo(once: boolean): Promise<void> {
  const screen = createScreen(process.stdout, process.env);
  const stop = new AbortController();
  const stopped = new Promise<void>((resolve) => {
    stop.signal.addEventListener("abort", () => {
      resolve();
    });
  });
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      stop.abort();
    });
  }

  screen.heading("Coder Fleet demo");
  const deployment = await startEmbedded(join(__dirname, "embedded.js"), [
    ...["--port", "0", "--agents", String(AGENTS), "--speed", String(SPEED)],
  ]);
  screen.done(`embedded Coder deployment at ${deployment.url}`);
  const server = join(__dirname, "server.js");
  try {
    const client = await connectToServer(server, deployment);
    try {
      screen.done(`${client.serverName} over stdio with ${await client.toolCount()} tools`);
      await playMainJob(client, screen, stop.signal);
    } finally {
      await client.close();
    }
    screen.heading("Everything did what it should.");
    if (!once) {
      explainConnecting(screen, server, deployment);
      await stopped;
    }
  } catch (error) {
    screen.failed(stop.signal.aborted ? "Stopped." : error instanceof Error ? error.message : String(error));
    process.exitCode = EXIT_FAILURE;
  } finally {
    await deployment.stop();
  }
}

void demo(process.argv.includes("--once"));
