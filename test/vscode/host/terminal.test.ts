import assert from "node:assert/strict";
import { commands, env, window } from "vscode";
import type { Parts } from "../../../src/vscode/extension/parts";
import { eventually, fleetParts, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";
import { runningAgent } from "./runningAgent";

const { deployment } = orders;

describe("a terminal in an agent's workspace", () => {
  let parts: Parts;
  before(async () => {
    parts = await fleetParts();
    await signIn(deployment);
    await commands.executeCommand("coderFleet.agents.focus");
  });
  after(async () => {
    for (const terminal of window.terminals) terminal.dispose();
    await commands.executeCommand("workbench.action.closeAllEditors");
    await signOutOfAll();
  });

  /** What the shell in front shows. */
  const shown = async (): Promise<string> => {
    await commands.executeCommand("workbench.action.terminal.selectAll");
    await commands.executeCommand("workbench.action.terminal.copySelection");
    await commands.executeCommand("workbench.action.terminal.clearSelection");
    return env.clipboard.readText();
  };
  /** Runs a command in the workspace, not by way of VS Code. */
  const run = async (workspace: string, command: string) => {
    const { executeCommand } = await import("../../../src/services/commands/executeCommand");
    const fleet = await parts.connections.fleet(deployment.url);
    const result = await executeCommand(
      fleet,
      { workspace, command },
      { signal: AbortSignal.timeout(30_000) },
    );
    assert.ok(result.kind === "ended");
    return result;
  };

  it("takes what is typed and shows what comes back; closing it ends its shell", async () => {
    const node = await runningAgent(parts);
    await commands.executeCommand("coderFleet.openTerminal", node);
    const terminal = await eventually("a terminal", () => window.activeTerminal);
    assert.equal(terminal.name, node.entry.agent.workspace?.name);
    terminal.sendText("echo answer-$((6*7)) && echo $$ >~/shell-of-test");
    await eventually("the answer in the terminal", async () =>
      (await shown()).includes("answer-42") ? true : undefined,
    );
    const workspace = node.entry.agent.workspace?.id ?? "";
    const isRunning = async () => (await run(workspace, "kill -0 $(cat ~/shell-of-test)")).exitCode === 0;
    assert.ok(await isRunning());
    terminal.dispose();
    await eventually("the end of its shell", async () => ((await isRunning()) ? undefined : true));
  });

  it("shows what a command put out, and its exit code, as a document", async () => {
    const { workspace } = (await runningAgent(parts)).entry.agent;
    const result = await run(workspace?.id ?? "", "echo out; echo err >&2; exit 3");
    const { commandText } = await import("../../../src/vscode/outputs/commandText");
    await parts.outputs.show("a workspace", commandText("the command", result, parts.t));
    const text = window.activeTextEditor?.document.getText() ?? "";
    assert.match(text, /^\$ the command\nout\n--- stderr\nerr\n--- exit code 3, /);
    assert.equal(window.activeTextEditor?.document.isUntitled, false);
  });
});
