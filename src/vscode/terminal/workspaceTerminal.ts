import { randomUUID } from "node:crypto";
import { EventEmitter, type Pseudoterminal, type TerminalDimensions, ThemeIcon, window } from "vscode";
import type { Connections } from "../deployments/connections";
import { errorText } from "../extension/errorText";
import type { Translate } from "../extension/translate";
import { type ScreenSize, ShellSession } from "./shellSession";

/** Until VS Code knows how large the terminal is. */
const FIRST_SIZE: ScreenSize = { rows: 24, columns: 80 };

export interface TerminalTarget {
  /** Base address. */
  readonly deployment: string;
  readonly workspaceId: string;
  /** Shown as the terminal's title. */
  readonly name: string;
  /** Which of its workspace agents, by name; needed only where there are several. */
  readonly workspaceAgent?: string;
  /** What runs instead of a shell. */
  readonly command?: string;
}

/** Opens VS Code's terminal with a shell in a workspace. Closing it ends the shell. */
export function openWorkspaceTerminal(connections: Connections, target: TerminalTarget, t: Translate): void {
  const terminal = window.createTerminal({
    name: target.name,
    iconPath: new ThemeIcon("remote"),
    pty: pseudoterminal(connections, target, t),
  });
  terminal.show();
}

function pseudoterminal(
  connections: Connections,
  { deployment, workspaceId, workspaceAgent, command = "" }: TerminalTarget,
  t: Translate,
): Pseudoterminal {
  const output = new EventEmitter<string>();
  const closed = new EventEmitter<number | undefined>();
  const reconnectId = randomUUID();
  const workspace = workspaceAgent === undefined ? workspaceId : `${workspaceId}.${workspaceAgent}`;
  let session: ShellSession | undefined;
  return {
    onDidWrite: output.event,
    onDidClose: closed.event,
    open(dimensions) {
      session = new ShellSession(
        async (again, size, signal) => {
          const [fleet, { openShell }] = await Promise.all([
            connections.fleet(deployment),
            import("../../services/late"),
          ]);
          return openShell(fleet, { workspace, command }, { reconnectId, ...size }, again, { signal });
        },
        {
          show: (text) => {
            output.fire(text);
          },
          interrupted: () => {
            output.fire(note(t("The connection was lost; it is being made again.")));
          },
          ended: (error) => {
            if (error === undefined) {
              closed.fire(undefined);
              return;
            }
            // It stays open with the reason; a key closes it.
            output.fire(note(errorText(error)));
            session = undefined;
          },
        },
        sizeOf(dimensions),
      );
      void session.run();
    },
    setDimensions(dimensions) {
      session?.resize(sizeOf(dimensions));
    },
    handleInput(text) {
      if (session === undefined) closed.fire(undefined);
      else session.write(text);
    },
    close() {
      output.dispose();
      closed.dispose();
      void session?.close();
    },
  };
}

/** A line of ours, dimmed, between those of the shell. */
function note(text: string): string {
  return `\r\n\u001b[2m${text.replaceAll(/\r?\n/gu, "\r\n")}\u001b[0m\r\n`;
}

function sizeOf(dimensions: TerminalDimensions | undefined): ScreenSize {
  return dimensions === undefined ? FIRST_SIZE : { rows: dimensions.rows, columns: dimensions.columns };
}
