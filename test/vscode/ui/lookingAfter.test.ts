import assert from "node:assert/strict";
import type { EmbeddedDeployment } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";
import { persist } from "./persist";
import { useWindow } from "./setup";
import { signIn, useDeployments } from "./steps";

describe("looking after agents in the packaged extension", () => {
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
  async function anAgent(task: string): Promise<string> {
    const name = `cared-for-${(made += 1)}`;
    await bench.call("create_agent", { name, project: "Claude Agent", role: "coder", task });
    return name;
  }

  it("is told of an agent that failed, and answers it from the message", async () => {
    const workbench = await open();
    await workbench.fleet.anyAgent.waitFor();
    const name = await anAgent("[fail] paint the door");
    const answer = `Paint it blue, ${name}`;
    await persist("answering from the message", async (timeout) => {
      await workbench.tidy();
      const message = (await workbench.messages(name)).first();
      await message.waitFor({ timeout });
      await workbench.screenshot("message");
      await message.getByRole("button", { name: "Reply" }).click({ timeout });
      await workbench.quickInput.answer(name, answer);
    });
    await persist("the answer's way to the agent", async (timeout) => {
      await bench.until(name, "busy", "idle", "failed");
      const { text } = await bench.call("show_agent_log", { agent_name: name }, AbortSignal.timeout(timeout));
      assert.ok(text.includes(answer), text);
    });
  });

  it("types into a terminal of an agent's workspace and reads what comes back", async () => {
    const workbench = await open();
    const { fleet, page } = workbench;
    const name = await anAgent("Write a poem");
    await bench.until(name, "idle");
    await fleet.choose(fleet.row(name), "coderFleet.openTerminal");
    const terminal = page.locator(".terminal.xterm:visible").first();
    const screen = terminal.locator(".xterm-rows");
    await persist("typing into the terminal", async (timeout) => {
      await terminal.click({ timeout });
      await page.keyboard.type("echo answer-$((6*7))\n");
      await screen.filter({ hasText: "answer-42" }).waitFor({ timeout });
    });
    await workbench.screenshotInEveryTheme("terminal");
    await workbench.quickInput.command("Terminal: Kill All Terminals");
  });
});
