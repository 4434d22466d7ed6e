import assert from "node:assert/strict";
import type { EmbeddedDeployment } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";
import { titleOf } from "./manifest";
import { persist } from "./persist";
import { useWindow } from "./setup";
import { openConversation, signIn, useDeployments } from "./steps";
import type { Workbench } from "./workbench";

const MARKUP = "Write [a poem](command:workbench.action.quit) <b>now</b>";

describe("a person at work with the packaged extension", () => {
  const start = useDeployments();
  let deployment: EmbeddedDeployment;
  let bench: ToolBench;
  before(async () => {
    deployment = await start({ agents: 12 });
    bench = openToolBench(deployment);
  });
  after(() => {
    bench.close();
  });
  const open = useWindow((workbench) => signIn(workbench, deployment));

  let made = 0;
  /** An agent of this test alone, idle, and its row. */
  async function anAgent({ fleet }: Workbench, task = "Write a poem"): Promise<string> {
    const name = `made-${(made += 1)}-elsewhere`;
    await bench.call("create_agent", { name, project: "Claude Agent", role: "coder", task });
    await bench.until(name, "idle");
    await fleet.titleAction("coderFleet.refresh");
    await fleet.row(name).waitFor();
    return name;
  }

  it("sees at the view's icon how many agents need them", async () => {
    const { fleet } = await open();
    await fleet.badge.filter({ hasText: /^[1-9]\d*$/ }).waitFor();
  });

  it("sees what a row has no room for when the mouse rests on it", async () => {
    const workbench = await open();
    await workbench.fleet.hover(workbench.fleet.anyAgent, "Role", () => workbench.screenshot("tooltip"));
  });

  it("opens an agent to see its task, history and workspace agent", async () => {
    const workbench = await open();
    const { fleet } = workbench;
    const row = fleet.row(await anAgent(workbench));
    await fleet.expand(row, fleet.row("History", 3));
    await workbench.screenshotInEveryTheme("agent-details");
  });

  it("creates an agent with a prompt that has markup in it, and sees it become idle", async () => {
    const workbench = await open();
    const { fleet, quickInput } = workbench;
    const name = `made-${(made += 1)}-by-hand`;
    await fleet.titleAction("coderFleet.createAgent");
    await quickInput.title("template");
    await workbench.screenshot("create-agent-template");
    await quickInput.pick("Claude Agent");
    await quickInput.title("role");
    await workbench.screenshot("create-agent-role");
    await quickInput.pick("coder");
    await quickInput.answer("name", name);
    await quickInput.title("first task");
    await workbench.screenshot("create-agent-task");
    await quickInput.answer("first task", `${MARKUP} \u001b[31m`);
    await fleet.row(name).waitFor();
    await workbench.screenshot("create-agent-progress");
    await fleet
      .row(`${name}, idle`)
      .or(fleet.row(`${name}, done`))
      .waitFor();
  });

  it("sees markup in a prompt as the text it is", async () => {
    const workbench = await open();
    const { fleet } = workbench;
    const row = fleet.row(await anAgent(workbench, MARKUP));
    const html = await fleet.hover(row, "a poem", () => workbench.screenshot("tooltip-markup"));
    assert.doesNotMatch(html, /href="command:|<b>now/);
    assert.match(html, /\[a poem\].*&lt;b&gt;now&lt;\/b&gt;/);
  });

  it("reads the conversation with Enter", async () => {
    const workbench = await open();
    await openConversation(workbench, await anAgent(workbench, "Write of the sea"), "Write of the sea");
    await workbench.screenshotInEveryTheme("log");
  });

  it("finds in the context menu what can be done with the agent", async () => {
    const workbench = await open();
    const items = await workbench.fleet.contextMenu(workbench.fleet.row(await anAgent(workbench)));
    await workbench.screenshot("context-menu");
    const offered = (command: string): boolean =>
      items.some((item) => item.startsWith(titleOf(`coderFleet.${command}`)));
    for (const command of ["startTask", "sendInput", "showLog", "pauseAgent", "restartAgent", "deleteAgent"])
      assert.ok(offered(command), `${command} is not among ${items.join(", ")}`);
    assert.ok(!offered("resumeAgent"), items.join(", "));
  });

  it("pauses an agent from there", async () => {
    const workbench = await open();
    const name = await anAgent(workbench);
    await workbench.fleet.choose(workbench.fleet.row(name), "coderFleet.pauseAgent");
    await workbench.fleet.rowThatIs(name, "paused").waitFor();
  });

  it("is asked before an agent is deleted, with what is lost, and may say no", async () => {
    const workbench = await open();
    const name = await anAgent(workbench);
    await openConversation(workbench, name, name);
    await persist("the key Delete", async (timeout) => {
      await workbench.tidy();
      await workbench.fleet.focusRows(timeout);
      await workbench.page.keyboard.press("Delete");
      await workbench.dialog.filter({ hasText: name }).waitFor({ timeout });
    });
    assert.match(await workbench.dialog.innerText(), /cannot be undone/);
    await workbench.screenshot("delete-question");
    await workbench.press("Cancel");
    await bench.until(name, "idle");
  });

  it("deletes an agent by saying yes", async () => {
    const workbench = await open();
    const name = await anAgent(workbench);
    await workbench.fleet.choose(workbench.fleet.row(name), "coderFleet.deleteAgent");
    await workbench.dialog.filter({ hasText: name }).waitFor();
    await workbench.press("Delete");
    await workbench.fleet.row(name).waitFor({ state: "detached" });
  });

  it("lets VS Code start the packaged MCP server", async () => {
    const workbench = await open();
    const { quickInput } = workbench;
    await persist("starting the MCP server", async (timeout) => {
      await quickInput.command("MCP: List Servers");
      await quickInput.rows.filter({ hasText: "Coder Fleet" }).waitFor({ timeout });
      // The list follows the server's state.
      const running = quickInput.rows.filter({ hasText: /Coder Fleet.*Running/s });
      if (!(await running.isVisible())) {
        await quickInput.pick(/Coder Fleet/);
        await quickInput.pick("Start Server");
        await quickInput.command("MCP: List Servers");
        await running.waitFor({ timeout });
      }
      await workbench.screenshot("mcp-server-running");
    });
  });
});
