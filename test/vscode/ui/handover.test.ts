import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { EmbeddedDeployment } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";
import { startGateway } from "../support/gateway";
import { titleOf } from "./manifest";
import { persist, WAIT_MS } from "./persist";
import { useWindow } from "./setup";
import { signIn, useDeployments } from "./steps";
import type { Workbench } from "./workbench";

describe("into an agent's workspace from the packaged extension", () => {
  const start = useDeployments();
  let deployment: EmbeddedDeployment;
  let bench: ToolBench;
  let name = "";
  before(async () => {
    deployment = await start({ agents: 0 });
    bench = openToolBench(deployment);
    name = "handed-over";
    const task = "[complete] Mend the fence";
    await bench.call("create_agent", { name, project: "Claude Agent", role: "coder", task });
    await bench.until(name, "idle");
  });
  after(() => {
    bench.close();
  });
  const open = useWindow((workbench) => signIn(workbench, deployment));

  /** Chooses a command of the agent's row and waits for what it asks, in a box with this title. */
  async function ask(
    workbench: Workbench,
    command: string,
    title = titleOf(`coderFleet.${command}`),
  ): Promise<void> {
    const { fleet, quickInput } = workbench;
    await persist(`the question of ${command}`, async (timeout) => {
      await workbench.tidy();
      await fleet.choose(fleet.row(name), `coderFleet.${command}`);
      await quickInput.box.waitFor({ timeout });
    });
    await quickInput.title(title);
  }

  /** Chooses a row and waits until it made VS Code open this path of the deployment in the browser. */
  async function opens({ quickInput, opened }: Workbench, row: string, path: string): Promise<void> {
    await quickInput.pick(row);
    // A browser that is not signed in is sent to the sign-in page, which then names the path.
    const isOpen = () => opened.some((address) => decodeURIComponent(address).endsWith(path));
    for (const end = Date.now() + WAIT_MS; !isOpen() && Date.now() < end;) await sleep(100);
    assert.ok(isOpen(), `${path} is not among ${opened.join(", ")}`);
  }

  it("finds the workspace, its apps and its pull request in the context menu", async () => {
    const workbench = await open();
    const items = await workbench.fleet.contextMenu(workbench.fleet.row(name));
    await workbench.screenshotInEveryTheme("handover-menu");
    for (const command of ["openWorkspace", "openApp", "openTerminal", "runCommand", "openFiles"]) {
      assert.ok(items.includes(titleOf(`coderFleet.${command}`)), items.join(", "));
    }
    assert.ok(items.includes(titleOf("coderFleet.openPullRequest")), items.join(", "));
    assert.ok(!items.includes(titleOf("coderFleet.openBranch")), items.join(", "));
  });

  it("opens an app, chosen by name, health and what it does", async () => {
    const workbench = await open();
    await ask(workbench, "openApp");
    await workbench.quickInput.rows.filter({ hasText: "healthy" }).first().waitFor();
    await workbench.screenshotInEveryTheme("open-app");
    await opens(workbench, "healthy", `/@ada/${name}.main/apps/claude/`);
  });

  it("is told that a browser has no SSH, and opens the workspace's page instead", async () => {
    const workbench = await open();
    await ask(workbench, "openWorkspace");
    await workbench.screenshot("open-workspace-in-browser");
    assert.match(await workbench.quickInput.box.getAttribute("placeholder").then(String), /SSH/u);
    await opens(workbench, "Workspace Page", `/@ada/${name}`);
  });

  it("types a command and reads what it put out, with its exit code", async () => {
    const workbench = await open();
    await ask(workbench, "runCommand", `Run Command in ${name}`);
    await workbench.screenshot("run-command");
    await workbench.quickInput.box.fill("echo answer-$((6*7)); ls no-such-file; exit 3");
    await workbench.quickInput.box.press("Enter");
    await workbench.editorText.filter({ hasText: "answer-42" }).waitFor();
    await workbench.editorText.filter({ hasText: "exit code 3" }).waitFor();
    await workbench.screenshotInEveryTheme("run-command-output");
    await ask(workbench, "runCommand", `Run Command in ${name}`);
    assert.match(await workbench.quickInput.box.inputValue(), /^echo answer/u);
  });

  it("checks the connection from the view when the deployment does not answer, and reads what to do", async () => {
    const workbench = await open();
    const gateway = await startGateway(deployment.url);
    try {
      await signIn(workbench, { url: gateway.url, token: deployment.token });
      await workbench.fleet.row(name).waitFor();
      gateway.down = true;
      await workbench.reload();
      await workbench.fleet.says("unreachable");
      await persist("checking the connection", async (timeout) => {
        await workbench.fleet.button("unreachable", "coderFleet.checkConnection").click({ timeout });
        await workbench.editorText.filter({ hasText: "✗ deployment" }).waitFor({ timeout });
      });
      await workbench.screenshotInEveryTheme("check-connection");
    } finally {
      await gateway.stop();
    }
  });
});
