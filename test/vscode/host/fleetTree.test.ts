import assert from "node:assert/strict";
import { CancellationTokenSource, commands, MarkdownString, ThemeIcon } from "vscode";
import type { Parts } from "../../../src/vscode/extension/parts";
import { AgentDetailsSource } from "../../../src/vscode/fleet/agentDetailsSource";
import { FleetTree } from "../../../src/vscode/fleet/fleetTree";
import type { AgentNode, GroupNode, TreeNode } from "../../../src/vscode/fleet/treeNodes";
import { eventually, fleetParts, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";

const { deployment, otherDeployment } = orders;

describe("the tree of the Fleet view", () => {
  let parts: Parts;
  before(async () => {
    parts = await fleetParts();
    await signIn(deployment);
    await commands.executeCommand("coderFleet.agents.focus");
  });
  beforeEach(async () => {
    await parts.choices.choose({
      ...{ groupBy: "status", sortBy: "activity", filter: "" },
      ...{ allOwners: false, showArchived: false },
    });
    // Another choice of owners asks anew.
    await eventually("a list of agents", () => (agents().length > 0 ? true : undefined));
  });
  after(signOutOfAll);

  const groups = (): readonly GroupNode[] => parts.tree.getChildren() as GroupNode[];
  const agents = (): readonly AgentNode[] => groups().flatMap((group) => group.children);
  const item = (node: TreeNode) => parts.tree.getTreeItem(node);
  const labelOf = (node: TreeNode): string => {
    const { label } = item(node);
    return typeof label === "string" ? label : (label?.label ?? "");
  };

  it("groups agents by what they need, those that need a person first", () => {
    const labels = groups().map(labelOf);
    const order = ["Needs you", "Working", "Idle", "Starting and stopping", "Paused", "Failed"];
    assert.deepEqual(
      labels,
      order.filter((label) => labels.includes(label)),
    );
    assert.ok(labels.includes("Needs you"), labels.join(", "));
  });

  it("says how many agents a group has", () => {
    for (const group of groups()) assert.equal(item(group).description, String(group.children.length));
  });

  it("shows name, elapsed time and project of an agent, and the status where its group does not, with an icon", () => {
    for (const node of agents()) {
      const { label, description, iconPath, contextValue } = item(node);
      assert.equal(label, node.entry.agent.name);
      assert.match(String(description), /^(\p{L}+ · )?[^·]+ · (Claude|Codex|Review) Agent$/u);
      assert.ok(iconPath instanceof ThemeIcon);
      assert.match(contextValue ?? "", /^agent /);
    }
  });

  it("tells screen readers what icon and colour tell others", () => {
    const [group] = groups();
    const [first] = agents();
    assert.ok(group && first);
    assert.match(item(first).accessibilityInformation?.label ?? "", /project (Claude|Codex|Review) Agent/);
    assert.match(item(group).accessibilityInformation?.label ?? "", /^Needs you, \d+ agents?$/);
  });

  it("keeps rows as they are when nothing changed, so that the selection stays", async () => {
    const before = agents();
    await commands.executeCommand("coderFleet.refresh");
    assert.deepEqual(
      agents().map((node, index) => node === before[index]),
      before.map(() => true),
    );
  });

  it("moves no row while somebody points at one, and follows soon after", async () => {
    const { store, choices, connections, t } = parts;
    // One that nobody else updates.
    const tree = new FleetTree(new AgentDetailsSource(connections, t), choices.current, t);
    tree.update(store.state, choices.current);
    const [group] = tree.getChildren() as GroupNode[];
    const [node] = group?.children ?? [];
    assert.ok(group && node);
    // What the mouse resting on a row does; all of this in one moment, however slow the computer is.
    void tree.resolveTreeItem(item(node), node, new CancellationTokenSource().token);
    const entries = store.state.entries.filter(({ key }) => key !== node.id);
    tree.update({ ...store.state, entries }, choices.current);
    assert.equal(group.children[0], node);
    await eventually("its leaving", () => (tree.agent(node.id) === undefined ? true : undefined));
    tree.dispose();
  });

  it("says more when hovering, without anything that could run", async () => {
    const [node] = agents();
    assert.ok(node);
    const { tooltip } = await parts.tree.resolveTreeItem(
      item(node),
      node,
      new CancellationTokenSource().token,
    );
    assert.ok(tooltip instanceof MarkdownString);
    assert.ok(tooltip.isTrusted === undefined || tooltip.isTrusted === false);
    assert.ok(tooltip.supportHtml !== true);
    assert.ok(tooltip.value.startsWith("### "));
    assert.match(tooltip.value, /\*\*Role\*\*/);
    assert.match(tooltip.value, /\*\*Owner\*\* ada/);
  });

  it("shows task, history and workspace agent with its apps below an agent that runs", async () => {
    const idle = agents().find(({ entry }) => entry.agent.status === "idle");
    assert.ok(idle);
    const lines = (await parts.tree.getChildren(idle)) ?? [];
    const labels = lines.map(labelOf);
    assert.ok(labels.includes("History"), labels.join(", "));
    const workspaceAgent = lines.find(
      (line) => line.kind === "detail" && line.detail.id === "workspaceAgent",
    );
    assert.ok(workspaceAgent);
    const below = (await parts.tree.getChildren(workspaceAgent)) ?? [];
    assert.ok(below.length > 0);
    // Screen readers hear all of a line: what stands after its label, too.
    for (const line of [...lines, ...below]) {
      const { description, accessibilityInformation } = item(line);
      const spoken = accessibilityInformation?.label ?? "";
      assert.ok(spoken.includes(labelOf(line)), spoken);
      if (typeof description === "string") assert.ok(spoken.includes(description), spoken);
    }
  });

  it("regroups by project, by owner and by deployment", async () => {
    for (const [groupBy, ...labels] of [
      ["project", "Claude Agent", "Codex Agent", "Review Agent"],
      ["owner", "ada"],
      ["deployment", deployment.url],
    ] as const) {
      await parts.choices.choose({ groupBy });
      assert.deepEqual([...(await labelsOnceDrawn(labels[0]))].sort(), labels);
    }
  });

  it("shows all deployments when grouped by them", async () => {
    await signIn(otherDeployment);
    try {
      await parts.choices.choose({ groupBy: "deployment" });
      await eventually("both deployments", () => (groups().length === 2 ? true : undefined));
    } finally {
      await parts.deployments.signOut(otherDeployment.url);
    }
  });

  it("puts agents away and shows them on demand, where the deployment has chats", async () => {
    await signIn(otherDeployment);
    try {
      const [chat] = await eventually("agents at rest", () => {
        const chats = agents().filter(({ entry: { agent } }) => agent.kind === "chat");
        const resting = chats.filter(({ entry: { agent } }) => agent.status === "idle");
        return resting.length > 0 ? resting : undefined;
      });
      assert.ok(chat);
      await commands.executeCommand("coderFleet.archiveAgent", chat);
      await eventually("its leaving", () => (agents().includes(chat) ? undefined : true));
      await parts.choices.choose({ showArchived: true });
      const archived = await eventually("its coming back", () => parts.tree.agent(chat.id));
      assert.equal(archived.parent.id, "status:archived");
      assert.match(item(archived).contextValue ?? "", /\bcanUnarchive\b/);
      await commands.executeCommand("coderFleet.unarchiveAgent", archived);
      await eventually("its group", () => (archived.parent.id === "status:archived" ? undefined : true));
    } finally {
      await parts.deployments.signOut(otherDeployment.url);
    }
  });

  it("shows agents of all owners on demand, with the owner's name", async () => {
    await parts.choices.choose({ allOwners: true });
    const others = await eventually("mia's agents", () => {
      const found = agents().filter(({ entry }) => entry.agent.owner === "mia");
      return found.length > 0 ? found : undefined;
    });
    for (const node of others) assert.match(String(item(node).description), /^mia · /);
  });

  it("filters by words in any order and any case", async () => {
    const [first] = agents();
    assert.ok(first);
    const { name } = first.entry.agent;
    await parts.choices.choose({ filter: `ADA ${name.toUpperCase()}` });
    await eventually("the filtered list", () => (agents().length === 1 ? true : undefined));
    assert.equal(agents()[0]?.entry.agent.name, name);
  });

  it("sorts by name", async () => {
    await parts.choices.choose({ sortBy: "name", groupBy: "project" });
    await labelsOnceDrawn("Claude Agent");
    for (const { children } of groups()) {
      const names = children.map(({ entry }) => entry.agent.name);
      assert.deepEqual(
        names,
        [...names].sort((a, b) => a.localeCompare(b)),
      );
    }
  });

  it("is empty after signing out", async () => {
    await signOutOfAll();
    await eventually("an empty tree", () => (groups().length === 0 ? true : undefined));
    assert.equal(parts.store.state.view, "signedOut");
  });

  async function labelsOnceDrawn(first: string) {
    return eventually(`the group ${first}`, () => {
      const labels = groups().map(labelOf);
      return labels[0] === first ? labels : undefined;
    });
  }
});
