/** Commands agents run in workspaces: real processes, which go on in the background when they take long. */
import { spawn } from "node:child_process";
import { commandEnvironment, shellArguments, userShell } from "../../terminal/environment";
import { endProcessGroup } from "../../terminal/processes";
import { newId } from "../../state/random";

/** Letters of output that are kept, the last ones. */
const mostOutput = 32 * 1024;

/** A command of a chat's workspace, on the machine the tests run on. */
export class RunningCommand {
  readonly id = newId();
  readonly command: string;
  readonly startedAt = Date.now();
  /** Null while it runs; -1 when a signal ended it. */
  exitCode: number | null = null;
  output = "";
  readonly ended: Promise<void>;
  readonly #pid: number;

  constructor(command: string, home: string, directory: string) {
    this.command = command;
    const child = spawn(userShell(), shellArguments(command), {
      cwd: directory,
      env: commandEnvironment(home),
      detached: true,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#pid = child.pid ?? 0;
    const take = (data: Buffer) => {
      this.output = (this.output + data.toString("utf8")).slice(-mostOutput);
    };
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    this.ended = new Promise((resolve) => {
      child.once("close", (code) => {
        this.exitCode = code ?? -1;
        resolve();
      });
      child.once("error", (error) => {
        this.output += error.message;
        this.exitCode = -1;
        resolve();
      });
    });
  }

  get durationMs(): number {
    return Date.now() - this.startedAt;
  }

  end(): void {
    if (this.exitCode === null) endProcessGroup(this.#pid);
  }
}
