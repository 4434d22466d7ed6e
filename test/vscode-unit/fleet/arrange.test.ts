import { strict as assert } from "node:assert";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { type Arrangement, arrange } from "../../../src/vscode/fleet/arrange";
import { exampleAgent, exampleChat } from "../../support/agents";
import { english as t } from "../english";

const url = "https://coder.example.com";
const agents = (...changes: Parameters<typeof exampleAgent>[0][]) =>
  changes.map((change, index) => agentEntry(url, exampleAgent({ id: String(index), ...change })));
const laidOut = (entries: ReturnType<typeof agents>, choice: Partial<Arrangement> = {}) =>
  arrange(
    entries,
    { groupBy: "status", sortBy: "name", filter: "", allOwners: false, showArchived: false, ...choice },
    t,
  ).map(({ label, entries: group }) => [label, group.map(({ agent }) => agent.name)]);

describe("arranging the fleet", () => {
  it("puts who needs the person first, then working, idle, moving, paused and failed", () => {
    const entries = agents(
      { name: "f", status: "failed", attention: { reason: "failed" } },
      { name: "p", status: "stopped" },
      { name: "m", status: "starting" },
      { name: "i", status: "idle" },
      { name: "w", status: "busy" },
      { name: "n", status: "idle", attention: { reason: "finished" } },
    );
    assert.deepEqual(laidOut(entries), [
      ["Needs you", ["n"]],
      ["Working", ["w"]],
      ["Idle", ["i"]],
      ["Starting and stopping", ["m"]],
      ["Paused", ["p"]],
      ["Failed", ["f"]],
    ]);
  });

  it("puts archived agents last, whatever they were", () => {
    const archived = exampleChat({ id: "z", name: "z", status: "stopped" }, { archived: true });
    const entries = [agentEntry(url, archived), ...agents({ name: "p", status: "stopped" })];
    assert.deepEqual(laidOut(entries), [
      ["Paused", ["p"]],
      ["Archived", ["z"]],
    ]);
  });

  it("leaves groups out that nobody is in", () => {
    assert.deepEqual(laidOut([]), []);
  });

  it("groups by project, owner or deployment instead", () => {
    const entries = agents(
      { name: "a", project: "Web", owner: "mia" },
      { name: "b", project: "Api", owner: "ada" },
    );
    assert.deepEqual(laidOut(entries, { groupBy: "project" }), [
      ["Api", ["b"]],
      ["Web", ["a"]],
    ]);
    assert.deepEqual(laidOut(entries, { groupBy: "owner" }), [
      ["ada", ["b"]],
      ["mia", ["a"]],
    ]);
    assert.deepEqual(laidOut(entries, { groupBy: "deployment" }), [[url, ["a", "b"]]]);
  });

  it("sorts by latest activity, newest or name, equal ones by name", () => {
    const entries = agents(
      { name: "b", createdAt: "2026-01-01T00:00:00Z", stateSince: "2026-03-01T00:00:00Z" },
      { name: "a", createdAt: "2026-02-01T00:00:00Z", stateSince: "2026-02-01T00:00:00Z" },
      { name: "c", createdAt: "2026-02-01T00:00:00Z", stateSince: "2026-02-01T00:00:00Z" },
    );
    const order = (sortBy: Arrangement["sortBy"]) =>
      laidOut(entries, { sortBy, groupBy: "deployment" })[0]?.[1];
    assert.deepEqual(order("activity"), ["b", "a", "c"]);
    assert.deepEqual(order("created"), ["a", "c", "b"]);
    assert.deepEqual(order("name"), ["a", "b", "c"]);
  });

  it("shows only agents that hold all words of the filter, in any case", () => {
    const entries = agents({ name: "fix-login", lastTask: "Opened a PR" }, { name: "fix-logout" });
    assert.deepEqual(laidOut(entries, { filter: "LOGIN pr", groupBy: "deployment" }), [[url, ["fix-login"]]]);
  });
});
