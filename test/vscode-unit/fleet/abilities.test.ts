import { strict as assert } from "node:assert";
import type { AgentStatus } from "../../../src/models/agent";
import { abilities, pullRequestUrl } from "../../../src/vscode/fleet/abilities";
import { exampleChat } from "../../support/agents";

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

  it("is opening the pull request where there is one", () => {
    const pullRequest = {
      url: "https://github.com/o/r/pull/7",
      number: 7,
      state: "open",
      additions: 1,
      deletions: 2,
      changedFiles: 3,
    };
    const agent = exampleChat({}, { pullRequest });
    assert.ok(abilities(agent).includes("canOpenPullRequest"));
    assert.equal(pullRequestUrl(agent), pullRequest.url);
    assert.ok(
      !abilities(exampleChat({}, { pullRequest: { ...pullRequest, url: "" } })).includes(
        "canOpenPullRequest",
      ),
    );
  });
});
