import { spawn } from "@lydell/node-pty";
import { SERVER, serverEnvironment } from "./serverProcess";

interface TerminalRun {
  readonly environment?: Record<string, string>;
  readonly directory?: string;
  /** Keys that are pressed when the program asks. */
  readonly answer?: string;
}

/** Runs the built server in a real terminal, as a person would; answers what it shows and its exit code. */
export function runInTerminal(
  args: readonly string[],
  { environment = {}, directory, answer }: TerminalRun,
): Promise<{ readonly code: number; readonly shown: string }> {
  return new Promise((resolve) => {
    const terminal = spawn(process.execPath, [SERVER, ...args], {
      ...(directory === undefined ? {} : { cwd: directory }),
      cols: 400,
      env: { TERM: "xterm-256color", ...serverEnvironment(environment) },
    });
    let shown = "";
    let isAnswered = false;
    terminal.onData((text) => {
      shown += text;
      if (answer === undefined || isAnswered || !shown.includes("[y/N]")) return;
      isAnswered = true;
      terminal.write(answer);
    });
    terminal.onExit(({ exitCode }) => {
      resolve({ code: exitCode, shown });
    });
  });
}
