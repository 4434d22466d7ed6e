import * as nodePty from "@lydell/node-pty";
import { openWithNodePty } from "../../../src/embedded/terminal/nodePty";
import type { TerminalRepository } from "../../../src/repositories/deployment";

/** Terminals on this machine instead of in a workspace, run by a login shell as Coder's agent runs it. */
export function localTerminals(shell: string, home: string, path: string): TerminalRepository {
  const open = openWithNodePty(nodePty, shell, () => ({
    HOME: home,
    PATH: path,
    SHELL: shell,
    TERM: "xterm-256color",
    LANG: "C.UTF-8",
  }));
  return {
    open: (_workspaceAgent, command, { signal }) => {
      const terminal = open({ command, home, directory: home, height: 50, width: 500 });
      const output = new TransformStream<Uint8Array, Uint8Array>();
      const writer = output.writable.getWriter();
      const end = () => {
        writer.close().catch(() => undefined);
      };
      terminal.onData((chunk) => {
        writer.write(chunk).catch(() => undefined);
      });
      terminal.onExit(end);
      signal.addEventListener("abort", end, { once: true });
      return Promise.resolve({
        [Symbol.asyncIterator]: () => output.readable[Symbol.asyncIterator](),
        write: (text: string) => {
          terminal.write(text);
        },
        resize: () => undefined,
        close: end,
        closeCode: Promise.resolve(1000),
      });
    },
  };
}
