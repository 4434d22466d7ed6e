import { commands, type Disposable } from "vscode";
import type { Parts } from "../extension/parts";
import { showOutput } from "./view/showOutput";
import { refresh } from "./view/refresh";
import { signIn } from "./deployment/signIn";
import { signOut } from "./deployment/signOut";

/** Does what a person asked for. The rest is what VS Code hands over: the row it was asked on, and the selection. */
type Command = (parts: Parts, target?: unknown, selection?: unknown) => Promise<void> | void;

/** Every command by its id in package.json. */
const COMMANDS: Readonly<Record<string, Command>> = {
  "coderFleet.signIn": signIn,
  "coderFleet.signOut": signOut,
  "coderFleet.refresh": refresh,
  "coderFleet.showOutput": showOutput,
};

export function registerCommands(parts: Parts): Disposable[] {
  return Object.entries(COMMANDS).map(([id, run]) =>
    commands.registerCommand(id, async (target?: unknown, selection?: unknown) => {
      try {
        await run(parts, target, selection);
      } catch (error) {
        await parts.messages.failed(error);
      }
    }),
  );
}
