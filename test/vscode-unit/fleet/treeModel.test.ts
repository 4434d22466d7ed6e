import { strict as assert } from "node:assert";
import type { Agent } from "../../../src/models/agent";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import type { Group } from "../../../src/vscode/fleet/arrange";
import { TreeModel } from "../../../src/vscode/fleet/treeModel";
import { exampleAgent, exampleChat } from "../../support/agents";

const group = (id: string, ...agents: Partial<Agent>[]): Group => ({
  id,
  label: id,
  icon: "circle",
  entries: agents.map((changes) => agentEntry("https://coder.example.com", exampleAgent(changes))),
});
const look = ({ agent }: Group["entries"][number]) => agent.status;

describe("the nodes of the tree", () => {
  it("draws all of it at first, and nothing where nothing looks different", () => {
    const model = new TreeModel();
    assert.equal(model.update([group("idle", { id: "a" })], look), "all");
    assert.deepEqual(model.update([group("idle", { id: "a" })], look), []);
  });

  it("draws only the rows that look different", () => {
    const model = new TreeModel();
    model.update([group("web", { id: "a" }, { id: "b" })], look);
    const redraw = model.update([group("web", { id: "a" }, { id: "b", status: "busy" })], look);
    assert.ok(redraw !== "all");
    assert.deepEqual(
      redraw.map(({ entry }) => entry.agent.id),
      ["b"],
    );
  });

  it("draws all of it when an agent comes, goes or changes places", () => {
    const model = new TreeModel();
    model.update([group("idle", { id: "a" }), group("busy", { id: "b" })], look);
    assert.equal(model.update([group("busy", { id: "b" }, { id: "a" })], look), "all");
    assert.equal(model.update([group("busy", { id: "b" })], look), "all");
  });

  it("keeps the node of an agent that moves to another group, so that it stays selected", () => {
    const model = new TreeModel();
    model.update([group("idle", { id: "a" })], look);
    const before = model.groups[0]?.children[0];
    model.update([group("busy", { id: "a", status: "busy" })], look);
    const after = model.groups[0]?.children[0];
    assert.ok(before !== undefined && before === after);
    assert.equal(after.parent.id, "busy");
    assert.equal(after.entry.agent.status, "busy");
  });

  it("keeps the nodes of sub-agents too, and draws them again with their parent", () => {
    const model = new TreeModel();
    const fleet = (status: "busy" | "idle") => {
      const child = { id: "child", title: "Read", status, unread: false, updatedAt: "" };
      return [group("idle", exampleChat({ id: "a" }, { children: [child] }))];
    };
    model.update(fleet("busy"), look);
    const [before] = model.groups[0]?.children[0]?.subAgents ?? [];
    const redraw = model.update(fleet("idle"), look);
    assert.ok(redraw !== "all");
    assert.deepEqual(
      redraw.map(({ entry }) => entry.agent.id),
      ["a"],
    );
    const [after] = model.groups[0]?.children[0]?.subAgents ?? [];
    assert.ok(before !== undefined && before === after);
    assert.equal(after.entry.agent.status, "idle");
    assert.equal(model.agent(after.id), after);
    assert.equal(after.parent, model.groups[0]?.children[0]);
  });

  it("looks at each of 1,000 agents once, and draws none again where nothing looks different", () => {
    const many = Array.from({ length: 1_000 }, (_, index) => ({ id: String(index) }));
    let looks = 0;
    const counting = (entry: Group["entries"][number]) => {
      looks += 1;
      return look(entry);
    };
    const model = new TreeModel();
    model.update([group("idle", ...many)], counting);
    assert.deepEqual(model.update([group("idle", ...many)], counting), []);
    assert.equal(looks, 2_000);
  });
});
