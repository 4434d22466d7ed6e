import assert from "node:assert/strict";
import { commands, env, UIKind, Uri, window } from "vscode";
import type { Parts } from "../../../src/vscode/extension/parts";
import type { AgentNode } from "../../../src/vscode/fleet/treeNodes";
import { eventually, fleetParts, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";
import { runningAgent } from "./runningAgent";

const { deployment } = orders;

describe("handing over from the Fleet view", () => {
  let parts: Parts;
  /** What was handed to the browser or to the system. */
  let opened: Uri[] = [];
  const restore: (() => void)[] = [];

  before(async () => {
    parts = await fleetParts();
    await signIn(deployment);
    await commands.executeCommand("coderFleet.agents.focus");
  });
  after(async () => {
    for (const terminal of window.terminals) terminal.dispose();
    await commands.executeCommand("workbench.action.closeAllEditors");
    await signOutOfAll();
  });
  beforeEach(() => {
    opened = [];
    // VS Code leaves its API open to change where tests run.
    given(env, "openExternal", (uri: Uri) => {
      opened.push(uri);
      return Promise.resolve(true);
    });
  });
  afterEach(() => {
    for (const undo of restore.splice(0)) undo();
  });

  /** Puts another member into a part of VS Code's API until the end of the test. */
  function given(api: object, name: string, value: unknown): void {
    const before = Object.getOwnPropertyDescriptor(api, name);
    Object.defineProperty(api, name, { value, configurable: true });
    restore.push(() => {
      if (before !== undefined) Object.defineProperty(api, name, before);
    });
  }

  /** A person who presses this button of whatever message appears; answers what was said. */
  function answering(button: string): readonly string[] {
    const said: string[] = [];
    given(window, "showInformationMessage", (message: string) => {
      said.push(message);
      return Promise.resolve(button);
    });
    return said;
  }

  const onDesktop = (): void => {
    given(env, "uiKind", UIKind.Desktop);
  };
  const pageOf = ({ entry: { agent } }: AgentNode): string =>
    `${deployment.url}/@${agent.owner}/${agent.workspace?.name ?? ""}`;
  const inWorkspace = (): Promise<AgentNode> => runningAgent(parts);

  /** A person who takes the row of this name from whatever list appears; the suite in the browser takes one itself. */
  function choosing(label: string): void {
    given(window, "showQuickPick", (rows: readonly { readonly label: string }[]) => {
      const row = rows.find((each) => each.label === label);
      assert.ok(row, `${label} is not among ${rows.map((each) => each.label).join(", ")}`);
      return Promise.resolve(row);
    });
  }

  it("opens a window on a workspace by the Coder extension's address, with its folder and no token", async () => {
    onDesktop();
    const node = await inWorkspace();
    await commands.executeCommand("coderFleet.openWorkspace", node);
    assert.equal(opened.length, 1);
    const [uri] = opened;
    assert.equal(uri?.scheme, env.uriScheme);
    assert.equal(uri.authority, "coder.coder-remote");
    assert.equal(uri.path, "/open");
    const { folder, ...rest } = Object.fromEntries(new URLSearchParams(uri.query));
    assert.deepEqual(rest, {
      url: deployment.url,
      owner: node.entry.agent.owner,
      workspace: node.entry.agent.workspace?.name,
      agent: "main",
    });
    assert.match(folder ?? "", /^\/.+\/project$/u);
    assert.ok(!uri.toString().includes(deployment.token));
  });

  it("asks which workspace agent where there are several", async () => {
    const { name, id } = (await inWorkspace()).entry.agent.workspace ?? { name: "", id: "" };
    const fleet = await parts.connections.fleet(deployment.url);
    const { openableWorkspace } = await import("../../../src/services/workspaces/openableWorkspace");
    const { openWindow } = await import("../../../src/vscode/handover/openWindow");
    const workspace = await openableWorkspace(fleet, id, false, { signal: AbortSignal.timeout(30_000) });
    // No template of the embedded deployment has two.
    const second = workspace.agents.map(({ agent, apps }) => ({ agent: { ...agent, name: "second" }, apps }));
    choosing("second");
    const several = { ...workspace, agents: [...workspace.agents, ...second] };
    await openWindow(deployment.url, several, "Open", parts.t);
    const query = new URLSearchParams(opened[0]?.query);
    assert.deepEqual([query.get("workspace"), query.get("agent")], [name, "second"]);
  });

  it("opens a window from the list of apps too", async () => {
    onDesktop();
    choosing("VS Code");
    await commands.executeCommand("coderFleet.openApp", await inWorkspace());
    assert.equal(opened[0]?.path, "/open");
  });

  it("installs the Coder extension with one click where it is missing, and goes on", async () => {
    onDesktop();
    given(env, "remoteName", undefined);
    const said = answering("Install");
    const installed: unknown[] = [];
    const execute = commands.executeCommand;
    given(commands, "executeCommand", (command: string, ...args: unknown[]) => {
      if (command !== "workbench.extensions.installExtension") return execute(command, ...args);
      installed.push(...args);
      return Promise.resolve();
    });
    await execute("coderFleet.openWorkspace", await inWorkspace());
    assert.match(said.join(), /Coder extension/u);
    assert.deepEqual(installed, ["coder.coder-remote"]);
    assert.equal(opened[0]?.path, "/open");
  });

  it("starts a workspace that does not run, after a question", async () => {
    onDesktop();
    const node = await inWorkspace();
    await commands.executeCommand("coderFleet.pauseAgent", node);
    await eventually("the pause", async () => {
      await parts.store.refresh();
      return node.entry.agent.status === "stopped" ? true : undefined;
    });
    const said = answering("Start");
    await commands.executeCommand("coderFleet.openWorkspace", node);
    assert.match(said.join(), /does not run: it is stopped/u);
    assert.equal(opened[0]?.path, "/open");
  });

  it("offers the workspace's page where VS Code runs in a browser, which has no SSH", async () => {
    assert.equal(env.uiKind, UIKind.Web);
    const node = await inWorkspace();
    choosing("Workspace Page");
    await commands.executeCommand("coderFleet.openWorkspace", node);
    assert.deepEqual(opened.map(String), [Uri.parse(pageOf(node)).toString()]);
  });

  it("opens an app of the workspace that is chosen in the browser", async () => {
    const node = await inWorkspace();
    choosing("Claude");
    await commands.executeCommand("coderFleet.openApp", node);
    assert.deepEqual(opened.map(String), [Uri.parse(`${pageOf(node)}.main/apps/claude/`).toString()]);
  });

  it("runs an app that is a command in a terminal", async () => {
    const node = await inWorkspace();
    choosing("Claude CLI");
    await commands.executeCommand("coderFleet.openApp", node);
    const name = `Claude CLI (${node.entry.agent.workspace?.name ?? ""})`;
    await eventually("its terminal", () => window.terminals.find((terminal) => terminal.name === name));
    assert.deepEqual(opened, []);
  });

  it("opens the pull request an agent reported", async () => {
    const node = await inWorkspace();
    const { sendInput } = await import("../../../src/services/agents/sendInput");
    const fleet = await parts.connections.fleet(deployment.url);
    const signal = AbortSignal.timeout(30_000);
    await sendInput(fleet, node.entry.agent.id, "[complete] Mend the fence", { signal });
    await eventually("the report", async () => {
      await parts.store.refresh();
      return node.entry.agent.link;
    });
    await commands.executeCommand("coderFleet.openPullRequest", node);
    assert.deepEqual(opened.map(String), ["https://example.com/org/repo/pull/42"]);
  });

  it("checks the connection and shows a line for each thing that was looked at", async () => {
    await commands.executeCommand("coderFleet.checkConnection");
    const document = await eventually("the document", () => {
      const shown = window.activeTextEditor?.document;
      return shown?.uri.scheme === "coder-fleet-output" ? shown : undefined;
    });
    const text = document.getText();
    assert.ok(text.startsWith(deployment.url), text);
    for (const check of ["configuration", "deployment", "token", "rights", "agents", "websocket"]) {
      assert.match(text, new RegExp(`^✓ ${check} `, "mu"));
    }
    assert.match(text, /\nAll is well\.\n$/u);
    assert.ok(!text.includes(deployment.token));
  });
});
