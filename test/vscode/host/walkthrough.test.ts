import assert from "node:assert/strict";
import { commands, window } from "vscode";
import words from "../../../package.nls.json";
import { eventually, fleetExtension } from "./extension";

describe("the walkthrough", () => {
  const closeAll = () => commands.executeCommand("workbench.action.closeAllEditors");
  before(closeAll);
  after(closeAll);

  it("runs only commands that this VS Code has", async () => {
    const used = Object.entries(words)
      .filter(([key]) => key.startsWith("walkthrough."))
      .flatMap(([, text]) => [...text.matchAll(/command:([\w.]+)/gu)].map(([, command = ""]) => command));
    assert.ok(used.length > 6);
    await fleetExtension().activate();
    const registered = new Set(await commands.getCommands());
    assert.deepEqual(
      used.filter((command) => !registered.has(command)),
      [],
    );
  });

  it("opens by its command", async () => {
    await commands.executeCommand("coderFleet.openWalkthrough");
    // Some versions of VS Code name the tab after the walkthrough.
    await eventually("a tab with the walkthrough", () =>
      /^(Welcome|Walkthrough)/u.test(window.tabGroups.activeTabGroup.activeTab?.label ?? "")
        ? true
        : undefined,
    );
  });
});
