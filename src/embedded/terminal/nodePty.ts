import { readSync } from "node:fs";
import type * as NodePty from "@lydell/node-pty";
import { commandEnvironment, shellArguments, userShell } from "./environment";
import type { Backend } from "./pseudoTerminal";

/**
 * Pseudo-terminals of the native module, loaded by the caller because it may not be installed.
 * @param environment of a command, by its home
 */
export function openWithNodePty(
  nodePty: Pick<typeof NodePty, "spawn">,
  shell = userShell(),
  environment: (home: string) => Record<string, string> = commandEnvironment,
): Backend {
  return (options) => {
    const terminal = nodePty.spawn(shell, shellArguments(options.command), {
      name: "xterm-256color",
      rows: options.height,
      cols: options.width,
      cwd: options.directory,
      env: environment(options.home),
      encoding: null,
    });
    return {
      pid: terminal.pid,
      onData: (listener) => {
        // Without an encoding the module hands out Buffers, whatever its types say.
        terminal.onData((data: string | Buffer) => {
          listener(typeof data === "string" ? Buffer.from(data) : data);
        });
        if (isUnixTerminal(terminal)) {
          const { fd } = terminal;
          terminal.on("end", () => {
            for (const chunk of leftOvers(fd)) listener(chunk);
          });
        }
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

/** What the module's Unix terminals have beyond its types. */
interface UnixTerminal {
  /** The controlling side of the terminal, open until the stream closes. */
  readonly fd: number;
  on(event: "end", listener: () => void): void;
}

function isUnixTerminal(terminal: object): terminal is UnixTerminal {
  return "fd" in terminal && typeof terminal.fd === "number" && "on" in terminal;
}

/**
 * What a process wrote just before it ended. libuv takes a hang-up after a short read for the end of the
 * stream, but a terminal gives at most 4 KiB per read and may still hold more.
 */
function* leftOvers(fd: number): Generator<Buffer> {
  for (;;) {
    const chunk = Buffer.allocUnsafe(64 * 1024);
    let size: number;
    try {
      size = readSync(fd, chunk);
    } catch {
      // EIO: everything was read and nobody holds the other side.
      return;
    }
    if (size === 0) return;
    yield chunk.subarray(0, size);
  }
}
