import { type ChildProcessByStdio, execFile, spawn } from "node:child_process";
import { readFileSync, readlinkSync } from "node:fs";
import type { Readable, Writable } from "node:stream";
import { commandEnvironment, shellArguments, userShell } from "./environment";
import type { Backend } from "./pseudoTerminal";
import { shellQuote } from "./shellQuote";

/**
 * Pseudo-terminals of util-linux `script`, for machines without the native module. `script` has no way to be
 * told a size, so `stty` sets it: before the command starts, and later on the terminal the command holds.
 */
export const openWithScript: Backend = (options) => {
  const shell = [userShell(), ...shellArguments(options.command)].map(shellQuote).join(" ");
  const sized = `stty rows ${options.height} cols ${options.width}; exec ${shell}`;
  const child = spawn("script", ["--quiet", "--flush", "--echo", "always", "--command", sized, "/dev/null"], {
    cwd: options.directory,
    env: commandEnvironment(options.home),
    stdio: ["pipe", "pipe", "ignore"],
    detached: true,
  });
  // A command that has just ended breaks the pipe; its end is reported by `close`.
  child.stdin.on("error", () => undefined);
  return {
    pid: child.pid ?? 0,
    onData: (listener) => child.stdout.on("data", listener),
    onExit: (listener) => child.once("close", listener).once("error", listener),
    write: (data) => child.stdin.write(data),
    resize: (height, width) => {
      const terminal = terminalOf(child);
      if (terminal === undefined) return;
      execFile("stty", ["-F", terminal, "rows", String(height), "cols", String(width)], () => undefined);
    },
    pause: () => child.stdout.pause(),
    resume: () => child.stdout.resume(),
    hangUp: () => child.kill("SIGHUP"),
  };
};

/** The terminal device of the command `script` runs, while it runs. */
function terminalOf(script: ChildProcessByStdio<Writable, Readable, null>): string | undefined {
  const pid = String(script.pid ?? 0);
  try {
    const command = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").trim().split(" ")[0] ?? "";
    const device = readlinkSync(`/proc/${command}/fd/0`);
    return device.startsWith("/dev/") ? device : undefined;
  } catch {
    return undefined;
  }
}
