import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import * as z from "zod";

/** What the embedded deployment prints when it is ready. */
const readySchema = z.object({ url: z.string(), token: z.string() });

/** Longest time from spawn to the ready line, in milliseconds. */
const READY_MS = 30_000;

/** An embedded deployment that serves. */
export interface EmbeddedProcess {
  readonly url: string;
  readonly token: string;
  /** Of the process that serves it. */
  readonly pid: number;
  /** Settles when it has ended, whoever ended it. */
  readonly exited: Promise<void>;
  /** Ends it and waits until it has gone. */
  stop(): Promise<void>;
}

/** How the bundles of this product are run where Node is not called `node`. */
export interface NodeCommand {
  readonly command: string;
  /** Added to our own environment. */
  readonly env: Readonly<Record<string, string>>;
}

const THIS_NODE: NodeCommand = { command: process.execPath, env: {} };

/**
 * Starts the embedded deployment as a process of its own. It ends with us: its standard input is a pipe of ours.
 * @param script path of `embedded.js`
 */
export async function startEmbedded(
  script: string,
  args: readonly string[],
  node: NodeCommand = THIS_NODE,
): Promise<EmbeddedProcess> {
  const child = spawn(node.command, [script, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
    env: { ...process.env, ...node.env },
  });
  const exited = new Promise<void>((resolve) => {
    child.once("exit", () => {
      resolve();
    });
  });
  const lines = createInterface({ input: child.stdout });
  const ready = await new Promise<z.output<typeof readySchema>>((resolve, reject) => {
    const timer = setTimeout(() => {
      child.kill();
      reject(new Error("The embedded deployment was not ready within 30 s."));
    }, READY_MS);
    const settle = (act: () => void): void => {
      clearTimeout(timer);
      act();
    };
    lines.once("line", (line) => {
      settle(() => {
        const parsed = z.string().transform(parseJson).pipe(readySchema).safeParse(line);
        if (parsed.success) resolve(parsed.data);
        else reject(new Error("The embedded deployment did not say where it listens."));
      });
    });
    child.once("error", (error) => {
      settle(() => {
        reject(error);
      });
    });
    child.once("exit", (code) => {
      settle(() => {
        reject(new Error(`The embedded deployment ended with code ${code ?? "none"} before it was ready.`));
      });
    });
  });
  return {
    ...ready,
    // A process that printed its ready line has an id.
    pid: child.pid ?? 0,
    exited,
    stop() {
      child.stdin.end();
      return exited;
    },
  };
}

function parseJson(text: string, context: z.core.$RefinementCtx): unknown {
  try {
    return JSON.parse(text);
  } catch {
    context.issues.push({ code: "custom", message: "no JSON", input: text });
    return z.NEVER;
  }
}
