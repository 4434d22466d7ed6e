import assert from "node:assert/strict";
import type { EmbeddedDeployment } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";
import { useWindow } from "./setup";
import { openConversation, signIn, useDeployments } from "./steps";

/** What only agents of the Chats API have, at the speed of a real deployment. */
describe("chats in the packaged extension", () => {
  const start = useDeployments();
  let deployment: EmbeddedDeployment;
  let bench: ToolBench;
  before(async () => {
    deployment = await start({ generation: "chats", agents: 5, speed: 1 });
    bench = openToolBench(deployment);
  });
  after(() => {
    bench.close();
  });
  const open = useWindow((workbench) => signIn(workbench, deployment));

  let made = 0;
  async function anAgent(task: string): Promise<string> {
    const name = `chat-${(made += 1)}`;
    await bench.call("create_agent", { name, task });
    return name;
  }

  it("shows in the conversation what the agent writes, while it writes", async () => {
    const workbench = await open();
    // It says word1, word2 and so on, two each second.
    const name = await anAgent("[slow 600]");
    const text = workbench.editorText;
    const words = async (): Promise<number> => Number(/word(\d+)\D*$/.exec(await text.innerText())?.[1] ?? 0);
    await openConversation(workbench, name, "word2");
    const before = await words();
    await text.filter({ hasText: `word${before + 3}` }).waitFor();
    await workbench.screenshotInEveryTheme("log-typing");
    const { result } = await bench.call("show_agent", { agent_name: name });
    assert.match(JSON.stringify(result), /"status":"busy"/);
  });

  it("shows a sub-agent below its parent", async () => {
    const workbench = await open();
    const { fleet } = workbench;
    const parent = fleet.row(await anAgent("[spawn] look for dead links"));
    await parent.waitFor();
    await fleet.expand(parent, fleet.row("Part of: look for dead links", 3));
    await workbench.screenshotInEveryTheme("sub-agent");
  });

  it("marks an agent with unread answers, until its conversation is read", async () => {
    const workbench = await open();
    const name = await anAgent("[plain] a very short story");
    await bench.until(name, "idle");
    const unread = workbench.fleet.rowThatIs(name, "unread");
    await unread.waitFor();
    await workbench.screenshot("unread");
    await openConversation(workbench, name, "a very short story");
    await unread.waitFor({ state: "hidden" });
    await workbench.fleet.row(name).waitFor();
  });
});
