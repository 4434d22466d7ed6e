import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openWindow } from "./setup";
import { control, typeAddress } from "./steps";
import type { Workbench } from "./workbench";

/** What a person does from the first sign-in to the last sign-out, in one window. */
describe("a person at work with the packaged extension", () => {
  const name = "made-by-hand";
  let workbench: Workbench;
  let deployment: EmbeddedDeployment;

  before(async () => {
    deployment = await startEmbedded({ agents: 12, control: true });
    workbench = await openWindow();
    await workbench.showFleet();
  });
  after(async () => {
    await workbench.close();
    await deployment.stop();
  });

  it("is told at once what is wrong with an address", async () => {
    await workbench.sideBar.getByRole("button", { name: "Sign In" }).click();
    await workbench.quickInput.fill("http://coder.example.com");
    await workbench.quickInputMessage.filter({ hasText: /https/ }).waitFor();
    await workbench.screenshot("sign-in-address-refused");
    await workbench.quickInput.fill("");
  });

  it("is told by the deployment that a token is wrong, and can type another one", async () => {
    await typeAddress(workbench, deployment.url);
    const title = `Sign in to ${deployment.url}`;
    await workbench.answer(title, "Abcdefghij-0123456789abcdefghijkl");
    await workbench.quickInputMessage.filter({ hasText: "does not accept" }).waitFor();
    assert.equal(await workbench.quickInput.getAttribute("type"), "password");
    await workbench.screenshot("sign-in-token-refused");
    await workbench.answer(title, deployment.token);
    await workbench.row("Needs you").waitFor();
  });

  it("sees at the view's icon how many agents need them", async () => {
    await workbench.badge.waitFor();
    assert.match(await workbench.badge.innerText(), /^[1-9]\d*$/);
  });

  it("sees what a row has no room for when the mouse rests on it", async () => {
    await workbench.hoverOver(workbench.row("worker-leak"), "Role");
    await workbench.screenshot("tooltip");
  });

  it("opens an agent to see its task, history and workspace agent", async () => {
    await workbench.row("worker-leak").locator(".monaco-tl-twistie").click();
    await workbench.row("History").waitFor();
    await workbench.screenshotInEveryTheme("agent-details");
    await workbench.row("worker-leak").locator(".monaco-tl-twistie").click();
  });

  it("creates an agent with a prompt that has markup in it, and sees it become idle", async () => {
    await workbench.titleAction("Create Agent");
    await workbench.quickInputTitle.filter({ hasText: "template" }).waitFor();
    await workbench.screenshot("create-agent-template");
    await workbench.pick("Claude Agent");
    await workbench.quickInputTitle.filter({ hasText: "role" }).waitFor();
    await workbench.screenshot("create-agent-role");
    await workbench.pick("coder");
    await workbench.answer("name", name);
    await workbench.quickInputTitle.filter({ hasText: "first task" }).waitFor();
    await workbench.screenshot("create-agent-task");
    await workbench.answer(
      "first task",
      "Write [a poem](command:workbench.action.quit) <b>now</b> \u001b[31m",
    );
    await workbench.row(name).waitFor();
    await workbench.screenshot("create-agent-progress");
    await workbench
      .row(name)
      .filter({ hasText: /idle|finished/ })
      .waitFor({ timeout: 60_000 });
  });

  it("sees markup in a prompt as the text it is", async () => {
    const html = await workbench.hoverOver(workbench.row(name), "a poem");
    assert.doesNotMatch(html, /href="command:|<b>now/);
    assert.match(html, /\[a poem\].*&lt;b&gt;now&lt;\/b&gt;/);
    await workbench.screenshot("tooltip-markup");
  });

  it("reads the conversation with Enter", async () => {
    await workbench.row(name).click();
    await workbench.editorText.filter({ hasText: "a poem" }).waitFor();
    await workbench.screenshotInEveryTheme("log");
  });

  it("finds in the context menu what can be done with the agent", async () => {
    const items = await workbench.contextMenu(workbench.row(name));
    await workbench.screenshot("context-menu");
    for (const item of ["Start Task", "Send Input", "Show Log", "Pause", "Restart", "Copy Name", "Delete"]) {
      assert.ok(
        items.some((each) => each.startsWith(item)),
        `${item} is not among ${items.join(", ")}`,
      );
    }
    assert.ok(!items.some((each) => each.startsWith("Resume")), items.join(", "));
  });

  it("pauses the agent from there", async () => {
    await workbench.chooseFromMenu("Pause");
    await workbench.row(name).filter({ hasText: "paused" }).waitFor({ timeout: 60_000 });
  });

  it("is asked before an agent is deleted, with what is lost, and may say no", async () => {
    await workbench.row(name).click();
    await workbench.row(name).focus();
    await workbench.page.keyboard.press("Delete");
    await workbench.dialog.filter({ hasText: name }).waitFor();
    assert.match(await workbench.dialog.innerText(), /cannot be undone/);
    await workbench.screenshot("delete-question");
    await workbench.dialog.getByRole("button", { name: "Cancel" }).click();
    await workbench.row(name).waitFor();
  });

  it("deletes it by saying yes", async () => {
    await workbench.contextMenu(workbench.row(name));
    await workbench.chooseFromMenu("Delete");
    await workbench.dialog.getByRole("button", { name: "Delete" }).click();
    await workbench.row(name).waitFor({ state: "detached", timeout: 60_000 });
  });

  it("is still signed in after the window was loaded again", async () => {
    await workbench.reload();
    await workbench.row("Working").waitFor();
  });

  it("lets VS Code start the packaged MCP server", async () => {
    await workbench.command("MCP: List Servers");
    await workbench.pick("Coder Fleet");
    await workbench.pick("Start Server");
    await workbench.command("MCP: List Servers");
    // The list follows the server's state.
    await workbench.quickInputList.filter({ hasText: /Coder Fleet.*Running/s }).waitFor();
    await workbench.screenshot("mcp-server-running");
    await workbench.page.keyboard.press("Escape");
  });

  it("is asked once for a new token when the old one expired", async () => {
    await control(deployment.url, "expire-tokens", {});
    await workbench.sideBar.getByText("does not accept").waitFor();
    await workbench.screenshot("token-expired");
    await workbench.titleAction("Refresh");
    assert.equal(await workbench.notifications("no longer accepts"), 1);
  });

  it("signs out, and the view is as before", async () => {
    await workbench.command("Coder Fleet: Sign Out");
    await workbench.sideBar.getByRole("button", { name: "Try the Demo" }).waitFor();
    await workbench.badge.waitFor({ state: "hidden" });
  });
});
