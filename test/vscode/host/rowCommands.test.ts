import assert from "node:assert/strict";
import { commands, env, window, workspace } from "vscode";
import type { AgentStatus } from "../../../src/models/agent";
import type { Parts } from "../../../src/vscode/extension/parts";
import type { AgentNode, GroupNode } from "../../../src/vscode/fleet/treeNodes";
import { eventually, fleetParts, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";

const { deployment } = orders;

describe("commands on an agent's row", () => {
  let parts: Parts;
  before(async () => {
    parts = await fleetParts();
    await signIn(deployment);
    await commands.executeCommand("coderFleet.agents.focus");
    await eventually("the first list of agents", () => (agents().length > 0 ? true : undefined));
  });
  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    await signOutOfAll();
  });

  const agents = (): readonly AgentNode[] =>
    (parts.tree.getChildren() as GroupNode[]).flatMap((group) => group.children);
  const withStatus = (status: AgentStatus): AgentNode => {
    const node = agents().find(({ entry }) => entry.agent.status === status);
    assert.ok(node, `no agent is ${status}`);
    return node;
  };
  const becomes = (node: AgentNode, status: AgentStatus) =>
    eventually(`${node.entry.agent.name} being ${status}`, async () => {
      await parts.store.refresh();
      return node.entry.agent.status === status ? true : undefined;
    });

  it("Pause and Resume", async () => {
    const node = withStatus("idle");
    await commands.executeCommand("coderFleet.pauseAgent", node);
    await becomes(node, "stopped");
    await commands.executeCommand("coderFleet.resumeAgent", node);
    await becomes(node, "idle");
  });

  it("Pause for all rows that are selected", async () => {
    const nodes = agents()
      .filter(({ entry }) => entry.agent.status === "idle")
      .slice(0, 2);
    assert.equal(nodes.length, 2);
    await commands.executeCommand("coderFleet.pauseAgent", nodes[0], nodes);
    for (const node of nodes) await becomes(node, "stopped");
  });

  it("Cancel Task", async () => {
    const node = withStatus("busy");
    await commands.executeCommand("coderFleet.cancelTask", node);
    await becomes(node, "idle");
  });

  it("Copy Name, Copy ID and Copy Link", async () => {
    const node = withStatus("idle");
    const { id, name } = node.entry.agent;
    await commands.executeCommand("coderFleet.copyName", node);
    assert.equal(await env.clipboard.readText(), name);
    await commands.executeCommand("coderFleet.copyId", node);
    assert.equal(await env.clipboard.readText(), id);
    await commands.executeCommand("coderFleet.copyLink", node);
    assert.ok((await env.clipboard.readText()).startsWith(`${deployment.url}/`));
  });

  it("Show Log: opens the conversation as a document that cannot be edited and follows the agent", async () => {
    const node = withStatus("idle");
    await commands.executeCommand("coderFleet.showLog", node);
    const { document } = await eventually("an open editor", () => window.activeTextEditor);
    assert.equal(document.uri.scheme, "coder-fleet-log");
    assert.ok(document.uri.path.endsWith(`/${node.entry.agent.name} (log)`), document.uri.path);
    assert.ok(document.getText().startsWith(node.entry.agent.name));
    assert.equal(workspace.fs.isWritableFileSystem(document.uri.scheme) ?? false, false);

    const { connections } = parts;
    const fleet = await connections.fleet(deployment.url);
    const { sendInput } = await import("../../../src/services/agents/sendInput");
    await sendInput(fleet, node.entry.agent.id, "Say hello to the log", {
      signal: AbortSignal.timeout(10_000),
    });
    await eventually("the new message in the document", () =>
      document.getText().includes("Say hello to the log") ? true : undefined,
    );
  });

  it("Show Log: keeps what was said of an agent without escape sequences and control characters", () => {
    const text = window.activeTextEditor?.document.getText() ?? "";
    assert.doesNotMatch(text, /[\u0000-\u0008\u000b\u001b\u202e]/);
  });
});
