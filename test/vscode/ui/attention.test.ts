import assert from "node:assert/strict";
import type { EmbeddedDeployment } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";
import { persist } from "./persist";
import { useWindow } from "./setup";
import { signIn, useDeployments } from "./steps";
import type { Workbench } from "./workbench";

describe("messages about agents in the packaged extension", () => {
  const start = useDeployments();
  let deployment: EmbeddedDeployment;
  let bench: ToolBench;
  before(async () => {
    deployment = await start({ generation: "chats", agents: 12 });
    bench = openToolBench(deployment);
  });
  after(() => {
    bench.close();
  });
  const open = useWindow((workbench) => signIn(workbench, deployment));

  let made = 0;
  async function anAgent(task: string, plan_mode = false): Promise<string> {
    const name = `told-of-${(made += 1)}`;
    await bench.call("create_agent", { name, task, plan_mode });
    return name;
  }

  /** Presses a button of the message with this text; answers what it said. */
  function answer(workbench: Workbench, text: string, button: string): Promise<string> {
    return persist(`pressing ${button} of the message ${text}`, async (timeout) => {
      await workbench.tidy();
      const message = (await workbench.news(text)).first();
      await message.waitFor({ timeout });
      const said = await message.innerText({ timeout });
      await message.getByRole("button", { name: button }).click({ timeout });
      return said;
    });
  }

  it("come when an agent asks, not of what was there before, and open its conversation", async () => {
    const workbench = await open();
    await workbench.fleet.anyAgent.waitFor();
    await workbench.reload();
    await workbench.fleet.anyAgent.waitFor();
    const name = await anAgent("[ask] Which colour is the door to be?", true);
    const toast = workbench.page.locator(".notification-toast, .notification-list-item");
    await toast.filter({ hasText: name }).first().waitFor();
    await workbench.screenshot("toast");
    await persist("looking at all messages", async (timeout) => {
      const all = await workbench.news();
      await all.first().waitFor({ timeout });
      assert.equal(await all.count(), 1);
    });
    assert.match(await answer(workbench, name, "Open"), /asks you: Which /);
    await workbench.page.locator(".tab.active").filter({ hasText: name }).waitFor();
  });

  it("take an answer of several lines, written in an editor, to the agent", async () => {
    const workbench = await open();
    const { page, quickInput } = workbench;
    const name = await anAgent("[fail] paint the door");
    await answer(workbench, name, "Reply");
    await quickInput.title(name);
    await quickInput.box.fill("Paint it blue.");
    await quickInput.widget.getByRole("button", { name: "Write several lines in an editor" }).click();
    await workbench.editorText.filter({ hasText: "Paint it blue." }).waitFor();
    await workbench.editorText.click();
    await page.keyboard.press("Control+End");
    await page.keyboard.type("\nThen let it dry.");
    await workbench.editorText.filter({ hasText: "Then let it dry." }).waitFor();
    await workbench.screenshot("prompt-editor");
    await page.keyboard.press("Control+Enter");
    await page
      .locator(".tab")
      .filter({ hasText: `Send to ${name}` })
      .waitFor({ state: "hidden" });
    const { text } = await bench.call("show_agent_log", { agent_name: name, page_size: 100 });
    assert.match(text, /Paint it blue\.\s+Then let it dry\./);
  });

  it("stand beside one item of the status bar, which leads to the agents", async () => {
    const workbench = await open();
    await workbench.quickInput.command("View: Show Explorer");
    const items = workbench.page.locator('.statusbar-item[id^="coder-fleet.coder-fleet"]');
    assert.equal(await items.count(), 1);
    const label = await items.locator("[aria-label]").first().getAttribute("aria-label");
    assert.match(label ?? "", /^Agents: \d+ waiting for you, \d+ working/);
    await persist("the item of the status bar", async (timeout) => {
      await items.locator("a").click({ timeout });
      await workbench.fleet.anyAgent.waitFor({ timeout });
    });
  });
});
