import { strict as assert } from "node:assert";
import { documentActions } from "../../../src/vscode/documents/documentActions";
import type { DocumentKind } from "../../../src/vscode/documents/documentAddress";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";
import manifest from "../../../package.json";

const workspace = { id: "w", name: "w", workspaceAgentId: null, appId: null };

function commands(kind: DocumentKind, changes: Parameters<typeof exampleAgent>[0]): readonly string[] {
  const entry = agentEntry("https://coder.example.com", exampleAgent(changes));
  return documentActions(kind, entry, t).map(({ command }) => command.replace("coderFleet.", ""));
}

describe("the links above a document", () => {
  it("are what can be done with the agent now, and its other documents", () => {
    assert.deepEqual(commands("log", { status: "idle", workspace }), [
      ...["startTask", "sendInput", "showHistory", "showBuildLog", "showWorkspaceLog"],
      ...["openWorkspace", "openApp", "openInBrowser", "refreshDocument"],
    ]);
    assert.deepEqual(commands("build log", { status: "busy", workspace }), [
      ...["sendInput", "cancelTask", "showLog", "showHistory", "showWorkspaceLog"],
      ...["openWorkspace", "openApp", "openInBrowser", "refreshDocument"],
    ]);
  });

  it("offer nothing of a workspace that does not exist", () => {
    assert.doesNotMatch(commands("log", { workspace: null }).join(" "), /BuildLog|Workspace|openApp/u);
  });

  it("lead to the pull request or the branch the agent reported", () => {
    const links = (link: string) =>
      commands("log", { link }).filter((command) => /Pull|Branch/u.test(command));
    assert.deepEqual(links("https://github.com/o/r/pull/7"), ["openPullRequest"]);
    assert.deepEqual(links("https://github.com/o/r/tree/fix"), ["openBranch"]);
    assert.deepEqual(links(""), []);
  });

  it("are commands of package.json", () => {
    const known = new Set(manifest.contributes.commands.map(({ command }) => command));
    for (const { command } of documentActions("log", undefined, t)) assert.ok(known.has(command), command);
  });
});
