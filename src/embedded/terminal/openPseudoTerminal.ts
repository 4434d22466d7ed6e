import { execFileSync } from "node:child_process";
import { openWithNodePty } from "./nodePty";
import type { Backend, CommandOptions, PseudoTerminal } from "./pseudoTerminal";
import { openWithScript } from "./script";

/**
 * Runs a command in a real pseudo-terminal: `@lydell/node-pty` where its binary loads, else util-linux `script`.
 *
 * @throws Error with the reason, where there is neither: then no command can run.
 */
export async function openPseudoTerminal(options: CommandOptions): Promise<PseudoTerminal> {
  const open = await (backend ??= findBackend());
  return open(options);
}

let backend: Promise<Backend> | undefined;

async function findBackend(): Promise<Backend> {
  try {
    return openWithNodePty(await import("@lydell/node-pty"));
  } catch (error) {
    if (hasScript()) return openWithScript;
    const reason = error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error);
    throw new Error(
      `no pseudo-terminal on this machine: @lydell/node-pty cannot be loaded (${reason}) and util-linux "script" is not installed`,
    );
  }
}

function hasScript(): boolean {
  try {
    return execFileSync("script", ["--version"], { encoding: "utf8" }).includes("util-linux");
  } catch {
    return false;
  }
}
