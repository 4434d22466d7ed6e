/** How commands and files reach a workspace: stopped ones, forbidden ones, broken connections. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { FleetError } from "../../../src/models/errors";
import { type BreakableRelay, startRelay } from "../../support/breakableRelay";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";

const LIMIT_MS = 60_000;

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`commands and files on ${generation}`, function () {
    this.timeout(LIMIT_MS + 10_000);
    let deployment: EmbeddedDeployment;
    let relay: BreakableRelay;
    let ada: ToolBench;
    /** Reaches the deployment in a way that can break. */
    let afar: ToolBench;
    let workspace: string;

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 3, speed: 30 });
      relay = await startRelay(deployment.url);
      ada = openToolBench(deployment);
      afar = openToolBench({ url: relay.url, token: deployment.token });
      await ada.call("create_workspace", {
        name: "reached",
        template: "plain-dev",
        rich_parameters: { project: "a" },
      });
      workspace = "reached";
    });
    after(async () => {
      ada.close();
      afar.close();
      await relay.stop();
      await deployment.stop();
    });

    it("say how a stopped workspace is started, and start it with progress where they are told to", async () => {
      await ada.call("stop_workspace", { workspace });
      for (const [tool, args] of [
        ["execute_command", { command: "true" }],
        ["read_file", { path: "a" }],
        ["list_processes", {}],
      ] as const) {
        const { error } = await ada.refusal(tool, { workspace, ...args });
        assert.equal(error.reason, "wrong_state");
        assert.match(error.message, /'reached' is stopped/);
        assert.match(error.hint, /start_workspace/);
      }
      const steps: string[] = [];
      const { result } = await ada.call(
        "execute_command",
        { workspace, command: "echo up", start_if_stopped: true },
        AbortSignal.timeout(LIMIT_MS),
        steps,
      );
      assert.equal(result["stdout"], "up\n");
      assert.equal(steps[0], "Starting workspace reached");
      assert.ok(steps.length > 1, "the stages of the build are told");
    });

    it("start a stopped workspace for a file, too", async () => {
      await ada.call("stop_workspace", { workspace });
      const { result } = await ada.call("write_file", {
        workspace,
        path: "begun",
        content: "x",
        start_if_stopped: true,
      });
      assert.equal(result["created"], true);
    });

    it("name the handle where the connection breaks, so that nothing of the output is lost", async () => {
      const marker = `broken-${process.pid}`;
      const running = afar
        .call("execute_command", {
          workspace,
          command: `echo begun; while [ ! -e ${marker} ]; do sleep 0.2; done; echo ended`,
        })
        .then(
          () => assert.fail("the connection was cut"),
          (error: unknown) => error,
        );
      await until(async () => {
        const { result } = await ada.call("list_processes", { workspace, match: marker });
        return result["total_count"] !== 0;
      });
      relay.cut(0);
      const error = await running;
      assert.ok(error instanceof FleetError);
      assert.deepEqual([error.code, error.reason, error.retryable], ["NETWORK_ERROR", "unreachable", false]);
      const [, handle = ""] = /get_command_output handle=(\S+) /.exec(error.hint) ?? [];
      const output = async () => (await ada.call("get_command_output", { handle })).result;
      const before = await output();
      assert.deepEqual([before["state"], before["content"]], ["running", "begun\n"]);
      await ada.call("write_file", { workspace, path: marker, content: "" });
      await until(async () => (await output())["state"] !== "running");
      const after = await output();
      assert.deepEqual(
        [after["state"], after["exit_code"], after["content"]],
        ["exited", 0, "begun\nended\n"],
      );
    });

    it("do not exist outside the workspace filter, not even by a handle from before", async () => {
      const started = await ada.call("execute_command", {
        workspace,
        command: "echo secret",
        background: true,
      });
      const { handle } = started.result;
      const filtered = openToolBench(deployment, "name:another");
      try {
        for (const [tool, args] of [
          ["execute_command", { workspace, command: "true" }],
          ["list_processes", { workspace }],
          ["read_file", { workspace, path: "begun" }],
          ["write_file", { workspace, path: "begun", content: "" }],
          ["list_directory", { workspace }],
          ["get_command_output", { handle }],
        ] as const) {
          const { error, requests } = await filtered.refusal(tool, args);
          assert.equal(error.reason, "missing_workspace", tool);
          assert.ok(!requests.some((request) => request.includes("/pty")), tool);
        }
      } finally {
        filtered.close();
      }
      const allowed = openToolBench(deployment, "name:reached");
      try {
        assert.equal((await allowed.call("read_file", { workspace, path: "begun" })).result["content"], "x");
        await until(async () => {
          const { result } = await allowed.call("get_command_output", { handle });
          return result["state"] === "exited" && result["content"] === "secret\n";
        });
      } finally {
        allowed.close();
      }
    });

    it("are refused to those who may not see the workspace", async () => {
      const mia = openToolBench({ url: deployment.url, token: deployment.memberToken });
      try {
        for (const [tool, args] of [
          ["execute_command", { command: "true" }],
          ["read_file", { path: "begun" }],
        ] as const) {
          const { error } = await mia.refusal(tool, { workspace: `ada/${workspace}`, ...args });
          assert.equal(error.reason, "missing_workspace");
        }
      } finally {
        mia.close();
      }
    });

    it("find a workspace of a running agent by the agent's name", async () => {
      const agents = rowsOf(await ada.call("list_agents"), "agents");
      const running = agents.find(({ status }) => status === "idle" || status === "busy");
      const { result } = await ada.call("execute_command", {
        workspace: running?.["name"],
        command: "pwd",
        working_directory: "~",
      });
      assert.equal(result["exit_code"], 0);
    });
  });
}

async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + LIMIT_MS / 2;
  while (!(await condition())) {
    assert.ok(Date.now() < deadline, "it did not happen");
    await sleep(100);
  }
}
