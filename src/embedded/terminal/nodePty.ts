import type * as NodePty from "@lydell/node-pty";
import { commandEnvironment, shellArguments, userShell } from "./environment";
import type { Backend } from "./pseudoTerminal";

/** Pseudo-terminals of the native module, loaded by the caller because it may not be installed. */
export function openWithNodePty(nodePty: Pick<typeof NodePty, "spawn">): Backend {
  return (options) => {
    const terminal = nodePty.spawn(userShell(), shellArguments(options.command), {
      name: "xterm-256color",
      rows: options.height,
      cols: options.width,
      cwd: options.directory,
      env: commandEnvironment(options.home),
      encoding: null,
    });
    return {
      pid: terminal.pid,
      onData: (listener) => {
        // Without an encoding the module hands out Buffers, whatever its types say.
        terminal.onData((data: string | Buffer) => {
          listener(typeof data === "string" ? Buffer.from(data) : data);
        });
      },
      onExit: (listener) => {
        terminal.onExit(() => {
          listener();
        });
      },
      write: (data) => {
        terminal.write(data);
      },
      resize: (height, width) => {
        terminal.resize(width, height);
      },
      pause: () => {
        terminal.pause();
      },
      resume: () => {
        terminal.resume();
      },
      hangUp: () => {
        terminal.kill("SIGHUP");
      },
    };
  };
}
