import { strict as assert } from "node:assert";
import type { AgentStatus, PullRequest } from "../../../src/models/agent";
import { abilities } from "../../../src/vscode/fleet/abilities";
import { exampleAgent, exampleChat } from "../../support/agents";

const can = (status: AgentStatus, kind: "task" | "chat" | "workspace" = "task") =>
  abilities({ status, kind });

describe("what can be done with an agent", () => {
  it("is all but resuming while it works, with cancelling", () => {
    assert.deepEqual(can("busy"), ["canSend", "canCancel", "canPause", "canRestart", "canDelete", "canLog"]);
  });

  it("is a task for an idle or paused one", () => {
    assert.ok(can("idle").includes("canStart"));
    assert.ok(can("stopped").includes("canStart"));
    assert.ok(!can("busy").includes("canStart"));
  });

  it("is nothing while it is deleted", () => {
    assert.deepEqual(can("deleting"), []);
    assert.deepEqual(can("deleted", "chat"), []);
  });

  it("is no talking where only the workspace is left", () => {
    assert.deepEqual(can("idle", "workspace"), ["canPause", "canRestart", "canDelete"]);
  });

  it("is renaming and archiving for chats, archiving only at rest", () => {
    for (const status of ["idle", "failed", "stopped"] as const) {
      assert.ok(can(status, "chat").includes("canRename"));
      assert.ok(can(status, "chat").includes("canArchive"));
    }
    assert.ok(!can("busy", "chat").includes("canArchive"));
    assert.ok(!can("idle").includes("canArchive"));
  });

  it("is reading, deleting and bringing back for an archived one", () => {
    const archived = exampleChat({ status: "stopped" }, { archived: true });
    assert.deepEqual(abilities(archived), ["canDelete", "canLog", "canUnarchive"]);
  });

  it("is only talking to a sub-agent: the rest is its parent's", () => {
    assert.deepEqual(abilities(exampleChat({ status: "busy" }), true), ["canSend", "canCancel", "canLog"]);
  });

  it("is opening the pull request or the branch where there is one", () => {
    const pullRequest = {
      url: "https://github.com/o/r/pull/7",
      number: 7,
      state: "open",
      additions: 1,
      deletions: 2,
      changedFiles: 3,
    };
    const opens = (changes: Partial<PullRequest>) =>
      abilities(exampleChat({}, { pullRequest: { ...pullRequest, ...changes } })).filter((ability) =>
        ability.startsWith("canOpen"),
      );
    assert.deepEqual(opens({}), ["canOpenPullRequest"]);
    assert.deepEqual(opens({ number: null, url: "https://github.com/o/r/tree/fix" }), ["canOpenBranch"]);
    assert.deepEqual(opens({ branch: "fix" }), ["canOpenPullRequest", "canOpenBranch"]);
    assert.deepEqual(opens({ url: "" }), []);
    assert.deepEqual(opens({ url: "command:evil" }), []);
  });

  it("is the same for the address a task reported, if it is one", () => {
    const opens = (link: string) =>
      abilities(exampleAgent({ link })).filter((ability) => ability.startsWith("canOpen"));
    assert.deepEqual(opens("https://github.com/o/r/pull/7"), ["canOpenPullRequest"]);
    assert.deepEqual(opens("https://github.com/o/r/tree/fix"), ["canOpenBranch"]);
    assert.deepEqual(opens("https://github.com/o/r/issues/7"), []);
  });

  it("is opening the workspace where there is one, in whatever state", () => {
    const workspace = { id: "w", name: "w", workspaceAgentId: null, appId: null };
    for (const status of ["busy", "stopped", "failed"] as const) {
      assert.ok(abilities(exampleAgent({ status, workspace })).includes("canOpenWorkspace"), status);
    }
    assert.ok(abilities(exampleChat({ workspace }), true).includes("canOpenWorkspace"));
    assert.ok(!abilities(exampleAgent({ workspace, status: "deleting" })).includes("canOpenWorkspace"));
    assert.ok(!abilities(exampleAgent({ workspace: null })).includes("canOpenWorkspace"));
  });
});
