import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { Socket } from "node:net";
import { SERVER, serverEnvironment } from "./serverProcess";

/** Longest time from spawn to the line that says where it listens, in milliseconds. */
const LONGEST_START_MS = 30_000;

export interface HttpServer {
  /** Where messages go. */
  readonly url: string;
  readonly origin: string;
  readonly port: number;
  readonly pid: number;
  /** What it wrote to standard error so far. */
  stderr(): string;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, or the signal it ended by. */
  exit(): Promise<number | NodeJS.Signals>;
  /** Ends it at once. */
  stop(): Promise<void>;
}

/** Those still running: a test that fails before it stops its server must not keep the test process alive. */
const running = new Set<ChildProcess>();
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

/**
 * Starts the built HTTP server on a free port, as users start it.
 * @param program another server with the same command line
 */
export async function startHttpServer(
  environment: Record<string, string>,
  args: readonly string[] = [],
  program = SERVER,
): Promise<HttpServer> {
  const child = spawn(process.execPath, [program, "http", "--port", "0", ...args], {
    env: serverEnvironment(environment),
    stdio: ["ignore", "ignore", "pipe"],
  });
  running.add(child);
  // Not "exit": what it wrote last has arrived then.
  const exited = once(child, "close").finally(() => running.delete(child));
  let stderr = "";
  let wake = (): void => undefined;
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    stderr += text;
    wake();
  });
  const deadline = Date.now() + LONGEST_START_MS;
  let url: string | undefined;
  while (url === undefined) {
    if (child.exitCode !== null || Date.now() > deadline)
      throw new Error(`The server did not start: ${stderr}`);
    const changed = new Promise<void>((resolve) => (wake = resolve));
    await Promise.race([changed, exited, new Promise((resolve) => setTimeout(resolve, 500).unref())]);
    url = /Listening at (\S+)/.exec(stderr)?.[1];
  }
  child.unref();
  if (child.stderr instanceof Socket) child.stderr.unref();
  const { origin, port } = new URL(url);
  return {
    url,
    origin,
    port: Number(port),
    pid: child.pid ?? 0,
    stderr: () => stderr,
    kill: (signal) => void child.kill(signal),
    async exit() {
      await exited;
      const ended = child.exitCode ?? child.signalCode;
      if (ended === null) throw new Error("it has ended without a code");
      return ended;
    },
    async stop() {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
