import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

/** The built server, as users start it. */
export const SERVER = fileURLToPath(new URL("../../dist/server.js", import.meta.url));

/** An address nothing listens on, with a token: a complete configuration that needs no network to start. */
export const UNREACHABLE = { CODER_URL: "http://127.0.0.1:9", CODER_SESSION_TOKEN: "test-token" };

/** Nothing of this machine's own configuration reaches a server under test. */
const CLEAN = { PATH: process.env["PATH"] ?? "", HOME: "/nonexistent" };

/** The environment of a server under test. */
export function serverEnvironment(environment: Record<string, string>): Record<string, string> {
  return { ...CLEAN, ...environment };
}

/** One parsed JSON-RPC message. */
export interface Message {
  readonly jsonrpc?: string;
  readonly id?: string | number;
  readonly method?: string;
  readonly params?: Readonly<Record<string, unknown>>;
  readonly result?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly code: number; readonly message: string };
}

export interface ServerProcess {
  /** Writes bytes as they are. */
  write(text: string): void;
  /** Sends messages, one per line. */
  send(...messages: Message[]): void;
  /** The next message the predicate holds for, also among those that came before. */
  next(predicate: (message: Message) => boolean, timeoutMs?: number): Promise<Message>;
  /** Every line of standard output so far. */
  readonly lines: readonly string[];
  stderr(): string;
  endInput(): void;
  kill(signal: NodeJS.Signals): void;
  /** The exit code, or the signal it ended by; rejects when it is still there after `timeoutMs`. */
  exit(timeoutMs?: number): Promise<number | NodeJS.Signals>;
}

/** Starts the built server without a client library, for tests of what goes over the wire. */
export function startProcess(
  environment: Record<string, string>,
  args: readonly string[] = [],
  options: { readonly cwd?: string; readonly node?: readonly string[]; readonly server?: string } = {},
): ServerProcess {
  const child = spawn(process.execPath, [...(options.node ?? []), options.server ?? SERVER, ...args], {
    env: serverEnvironment(environment),
    cwd: options.cwd,
    stdio: ["pipe", "pipe", "pipe"],
  });
  const exited = once(child, "exit");
  const lines: string[] = [];
  const messages: Message[] = [];
  let stderr = "";
  let wake = (): void => undefined;
  createInterface({ input: child.stdout }).on("line", (line) => {
    lines.push(line);
    // A line that is no JSON fails the test that reads it.
    messages.push(JSON.parse(line) as Message);
    wake();
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  child.stdin.on("error", () => undefined);

  return {
    lines,
    stderr: () => stderr,
    write: (text) => void child.stdin.write(text),
    send: (...sent) => {
      for (const message of sent) child.stdin.write(`${JSON.stringify({ jsonrpc: "2.0", ...message })}\n`);
    },
    async next(predicate, timeoutMs = 10_000) {
      const deadline = Date.now() + timeoutMs;
      for (;;) {
        const found = messages.find(predicate);
        if (found !== undefined) return found;
        const rest = deadline - Date.now();
        if (rest <= 0)
          throw new Error(`No such message in ${timeoutMs} ms; got ${lines.join("\n")}${stderr}`);
        await Promise.race([new Promise<void>((resolve) => (wake = resolve)), delay(rest)]);
      }
    },
    endInput: () => void child.stdin.end(),
    kill: (signal) => void child.kill(signal),
    async exit(timeoutMs = 5000) {
      await Promise.race([exited, delay(timeoutMs)]);
      const ended = child.exitCode ?? child.signalCode;
      if (ended !== null) return ended;
      child.kill("SIGKILL");
      throw new Error(`The server was still there after ${timeoutMs} ms`);
    },
  };
}

/** Waits without keeping the test process alive. */
function delay(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}

/** The first message of a client that speaks a revision up to 2025-11-25. */
export const INITIALIZE: Message = {
  id: "init",
  method: "initialize",
  params: {
    protocolVersion: "2025-11-25",
    capabilities: {},
    clientInfo: { name: "test", version: "1" },
  },
};

/** The envelope every request of the 2026-07-28 revision carries in `_meta` instead of a handshake. */
export const MODERN_ENVELOPE = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "test", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};
