import { strict as assert } from "node:assert";
import { AGENT_STATUSES } from "../../../src/models/agent";
import { abilities, agentIcon, agentRow } from "../../../src/vscode/fleet/agentRow";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const now = new Date("2026-11-21T12:00:00Z");
const row = (changes: Parameters<typeof exampleAgent>[0] = {}, withOwner = false) =>
  agentRow(agentEntry("https://coder.example.com", exampleAgent(changes)), { now, withOwner, t });

describe("an agent's row", () => {
  it("shows the name, then status, elapsed time and project", () => {
    const { label, description } = row({
      name: "fix-login",
      status: "busy",
      project: "Claude",
      stateSince: "2026-11-21T11:57:00Z",
    });
    assert.equal(label, "fix-login");
    assert.equal(description, "working · 3m · Claude");
  });

  it("shows the owner where the list may hold others' agents", () => {
    assert.equal(row({ name: "a", owner: "mia" }, true).label, "mia/a");
  });

  it("says what needs the person instead of the bare status", () => {
    assert.match(row({ status: "idle", attention: { reason: "question" } }).description, /^asks you · /u);
    assert.match(row({ status: "idle", attention: { reason: "finished" } }).description, /^finished · /u);
  });

  it("never relies on colour: screen readers hear the status", () => {
    assert.match(row({ status: "failed" }).accessibilityLabel, /failed/u);
  });

  it("shows escapes, bidi overrides and line ends of a project as nothing", () => {
    const { description } = row({ project: "\u001B[31mred\u001B[0m\u202Edlrow\nnext" });
    assert.match(description, / · reddlrow next$/u);
  });

  it("has an icon for every status, two differ at least in name or colour", () => {
    const icons = AGENT_STATUSES.map((status) => agentIcon({ status, attention: null }));
    assert.equal(icons.length, AGENT_STATUSES.length);
    assert.notDeepEqual(
      agentIcon({ status: "idle", attention: null }),
      agentIcon({ status: "busy", attention: null }),
    );
  });
});

describe("what can be done with an agent", () => {
  const can = (status: (typeof AGENT_STATUSES)[number], kind: "task" | "workspace" = "task") =>
    abilities({ status, kind });

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
    assert.deepEqual(can("deleted"), []);
  });

  it("is no talking where only the workspace is left", () => {
    assert.deepEqual(can("idle", "workspace"), ["canPause", "canRestart", "canDelete"]);
  });

  it("stands as whole words in the context value, which menus look for", () => {
    const tags = row({ status: "idle" }).contextValue.split(" ");
    assert.deepEqual(tags.slice(0, 2), ["agent", "idle"]);
    assert.ok(tags.includes("canStart"));
  });
});
