import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { ConfigurationTarget, lm, workspace } from "vscode";
import { allTools } from "../../../src/tools/registry";
import {
  answeringNothing,
  eventually,
  invoke,
  offeredTools,
  signIn,
  signOutOfAll,
  startServer,
  stopServer,
} from "./extension";
import { keepMeasurement } from "./measurements";
import { orders } from "./orders";

const { deployment } = orders;

/** Toolsets that have to be asked for. */
const OFF_BY_DEFAULT: ReadonlySet<string> = new Set(["classic", "template-admin"]);

describe("the MCP server, run by VS Code", () => {
  let made = 0;
  before(async () => {
    await signIn(deployment);
    await startServer();
  });
  after(async () => {
    await signOutOfAll();
  });

  it("offers the default tools to models, under the names the server gives them", () => {
    const offered = [...offeredTools().keys()].sort();
    const expected = allTools.filter(({ toolsets }) => toolsets.some((each) => !OFF_BY_DEFAULT.has(each)));
    assert.deepEqual(offered, expected.map(({ name }) => name).sort());
  });

  it("gives every tool a description and an input schema", () => {
    for (const name of offeredTools().values()) {
      const tool = lm.tools.find((each) => each.name === name);
      assert.ok(tool !== undefined && tool.description !== "" && tool.inputSchema !== undefined, name);
    }
  });

  it("answers list_agents with the agents of the deployment that is signed in to", async () => {
    const text = await invoke("list_agents");
    assert.match(text, /idle|busy|stopped/);
    assert.ok(text.split("\n").length > 5, text);
  });

  it("answers get_fleet_status_metrics with counts", async () => {
    assert.match(await invoke("get_fleet_status_metrics"), /^\d+ agents: idle/);
  });

  it("creates an agent, follows it to idle, gives it a second task, reads its log and deletes it", async () => {
    const agent_name = `made-in-vscode-${(made += 1)}`;
    const isIdle = async () =>
      /\bidle\b/.test(await invoke("show_agent", { agent_name })) ? true : undefined;
    assert.match(await invoke("list_agent_projects"), /Claude Agent/);
    await invoke("create_agent", { name: agent_name, project: "Claude Agent", task: "Write a poem" });
    await eventually("the end of the first task", isIdle);
    await invoke("start_agent_task", { agent_name, task_description: "Write another poem" });
    await eventually("the end of the second task", isIdle);
    assert.match(await invoke("show_agent_log", { agent_name }), /another poem/);
    await invoke("delete_agent", { agent_name });
    await eventually("the end of the agent", async () =>
      (await invoke("show_agent", { agent_name })).includes("AGENT_NOT_FOUND") ? true : undefined,
    );
  });

  it("tells the model what to do where an agent does not exist", async () => {
    const text = await invoke("show_agent", { agent_name: "no-such-agent" });
    assert.match(text, /AGENT_NOT_FOUND/);
    assert.match(text, /list_agents/);
  });

  it("hands over another person's token without reloading the window", async () => {
    // A call that is under way when the server is started anew is cancelled by VS Code.
    const fleetSize = async () =>
      Number(/^\d+/.exec(await invoke("list_agents").catch(() => ""))?.[0] ?? NaN);
    const adas = await fleetSize();
    await signIn({ url: deployment.url, token: deployment.memberToken });
    await eventually("mia's fleet", async () => ((await fleetSize()) < adas ? true : undefined));
    await signIn(deployment);
    await eventually("ada's fleet", async () => ((await fleetSize()) === adas ? true : undefined));
  });

  it("follows a change of settings without reloading the window", async () => {
    const settings = workspace.getConfiguration("coderFleet");
    await settings.update("readOnly", true, ConfigurationTarget.Global);
    try {
      await eventually("the loss of the tools that change something", async () => {
        await startServer();
        return offeredTools().has("create_agent") ? undefined : true;
      });
      assert.ok(offeredTools().has("list_agents"));
    } finally {
      await settings.update("readOnly", undefined, ConfigurationTarget.Global);
    }
    await eventually("the return of the tools that change something", async () => {
      await startServer();
      return offeredTools().has("create_agent") ? true : undefined;
    });
  });

  it("ends when VS Code stops it, in a time that is measured, and leaves no process", async function () {
    if (process.platform !== "linux") this.skip();
    await startServer();
    await eventually("one process", () => (serverProcesses().length === 1 ? true : undefined));
    const stopped = performance.now();
    await stopServer();
    await eventually("the end of the process", () => (serverProcesses().length === 0 ? true : undefined));
    keepMeasurement("server_end_ms", performance.now() - stopped);
  });

  it("says how to sign in when nobody is signed in", async () => {
    await signOutOfAll();
    await assert.rejects(answeringNothing(invoke("list_agents")), /Sign In/);
  });
});

/** Ids of the processes that run our server below this extension host. */
function serverProcesses(): readonly number[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const parent = /^\d+ \(.*\) \S (\d+)/s.exec(readFileSync(`/proc/${pid}/stat`, "utf8"))?.[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return Number(parent) === process.pid && command.includes("dist/server.js");
      } catch {
        // It ended while we looked.
        return false;
      }
    });
}
