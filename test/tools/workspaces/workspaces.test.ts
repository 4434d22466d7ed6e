import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";
import { until } from "../../support/until";

const TEMPLATE = "plain-dev";
const NEEDED = { project: "widgets" };

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`workspace tools on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let ada: ToolBench;

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 5, speed: 30 });
      ada = openToolBench(deployment);
      await ada.call("create_workspace", { name: "dev-box", template: TEMPLATE, rich_parameters: NEEDED });
    });
    after(async () => {
      ada.close();
      await deployment.stop();
    });

    describe("create_workspace", () => {
      it("follows the first build with its stages and answers with its end", async () => {
        const { result, text, progress } = await ada.call("create_workspace", {
          name: "made-here",
          template: "Plain Dev",
          rich_parameters: { ...NEEDED, cpu: 4, use_gpu: true, editors: ["vim", "emacs"] },
        });
        assert.equal(result["workspace"], "ada/made-here");
        assert.equal(result["status"], "running");
        assert.match(text, /'ada\/made-here' is running/u);
        assert.ok(progress.some(({ message }) => message.includes("Starting workspace")));
        assert.ok(progress.every(({ step }, index) => step > (progress[index - 1]?.step ?? 0)));
      });

      it("takes three requests, four with a preset, besides following the build", async () => {
        const plain = await ada.call("create_workspace", {
          name: "three-requests",
          template: TEMPLATE,
          rich_parameters: NEEDED,
          wait: false,
        });
        assert.ok(plain.requests.length <= 3, plain.requests.join(", "));
        assert.ok(["pending", "starting"].includes(String(plain.result["status"])));
        const preset = { name: "of-a-preset", template: "claude-agent", preset: "Reviewer", wait: false };
        const { requests } = await ada.call("create_workspace", preset);
        assert.ok(requests.length <= 4, requests.join(", "));
      });

      it("names every wrong parameter in one error and makes nothing", async () => {
        const { error, requests } = await ada.refusal("create_workspace", {
          name: "never-made",
          template: TEMPLATE,
          rich_parameters: { cpu: 99, use_gpu: "maybe", editors: ["nano"], region: "mars", colour: "red" },
        });
        assert.equal(error.reason, "bad_argument");
        for (const part of [
          /colour: the template has no such parameter/u,
          /project: is required/u,
          /cpu: 99 is more than 16/u,
          /use_gpu: 'maybe'/u,
          /editors: 'nano' is none of/u,
          /region: 'mars' is none of 'eu', 'us'/u,
        ]) {
          assert.match(error.message, part);
        }
        assert.equal(error.details?.validations?.length, 6);
        assert.ok(!requests.some((request) => request.startsWith("POST")), requests.join(", "));
      });

      it("says which templates and presets there are where one is unknown", async () => {
        const missing = await ada.refusal("create_workspace", { name: "x", template: "plain-deb" });
        assert.equal(missing.error.reason, "missing_template");
        assert.match(missing.error.hint, /plain-dev/u);
        const args = { name: "x", template: "claude-agent", preset: "painter" };
        const { error } = await ada.refusal("create_workspace", args);
        assert.equal(error.reason, "missing_role");
        assert.match(error.hint, /reviewer/u);
      });

      it("refuses a name that is taken or cannot be one", async () => {
        const taken = { name: "dev-box", template: TEMPLATE, rich_parameters: NEEDED };
        assert.equal((await ada.refusal("create_workspace", taken)).error.reason, "conflict");
        const wrong = await ada.refusal("create_workspace", { ...taken, name: "a b" });
        assert.deepEqual([wrong.error.reason, wrong.requests], ["bad_argument", []]);
      });

      it("tells why a build failed, with the last lines of its log; the workspace is there", async () => {
        const { error } = await ada.refusal("create_workspace", {
          name: "broken-build",
          template: "claude-agent",
          preset: "broken",
        });
        assert.deepEqual([error.code, error.reason], ["CODER_API_ERROR", "server_error"]);
        assert.match(
          error.message,
          /start build of workspace 'broken-build' ended as failed: terraform apply/u,
        );
        assert.match(String(error.details?.detail), /last log lines:\n.+/su);
        const { result } = await ada.call("get_workspace_status", { workspace: "broken-build" });
        assert.equal(result["status"], "failed");
        assert.match(String((result["build"] as Record<string, unknown>)["error"]), /terraform apply/u);
      });
    });

    describe("stop_workspace and start_workspace", () => {
      it("follow their builds to the end; done already is no error", async () => {
        const stopped = await ada.call("stop_workspace", { workspace: "dev-box" });
        assert.equal(stopped.result["status"], "stopped");
        const following = stopped.requests.filter((request) => request.includes("/workspacebuilds/"));
        assert.ok(stopped.requests.length - following.length <= 3, stopped.requests.join(", "));
        const again = await ada.call("stop_workspace", { workspace: "ada/Dev-Box" });
        assert.match(again.text, /is stopped already/u);
        assert.equal(again.requests.length, 1);
        const started = await ada.call("start_workspace", {
          workspace: String(stopped.result["workspace_id"]),
        });
        assert.equal(started.result["status"], "running");
        assert.equal((await ada.call("start_workspace", { workspace: "dev-box" })).requests.length, 1);
      });

      it("join a build under way that does the same, and wait for another one", async () => {
        const name = "in-a-hurry";
        const args = { name, template: TEMPLATE, rich_parameters: NEEDED, wait: false };
        await ada.call("create_workspace", args);
        const { error } = await ada.refusal("stop_workspace", { workspace: name, wait: false });
        assert.deepEqual([error.reason, error.retryable], ["wrong_state", true]);
        assert.equal((await ada.call("start_workspace", { workspace: name })).result["status"], "running");
        await ada.call("stop_workspace", { workspace: name, wait: false });
        assert.equal((await ada.call("start_workspace", { workspace: name })).result["status"], "running");
      });

      it("can be canceled while they wait; the build goes on", async () => {
        const controller = new AbortController();
        const args = { name: "canceled-one", template: "claude-agent", preset: "slow-start" };
        const steps: string[] = [];
        const create = ada.call("create_workspace", args, controller.signal, steps);
        // The first tells that it is about to be made, the second how its build goes.
        await until(
          () => steps,
          ({ length }) => length > 1,
        );
        controller.abort();
        await assert.rejects(create, { reason: "canceled" });
        const { result } = await ada.call("get_workspace_status", { workspace: "canceled-one" });
        assert.ok(["pending", "starting"].includes(String(result["status"])), String(result["status"]));
      });

      it("say that there is no such workspace", async () => {
        for (const tool of [
          "start_workspace",
          "stop_workspace",
          "delete_workspace",
          "get_workspace_status",
        ]) {
          const { error, requests } = await ada.refusal(tool, { workspace: "no-such-one" });
          assert.deepEqual([error.code, error.reason], ["AGENT_NOT_FOUND", "missing_workspace"]);
          assert.equal(requests.length, 1);
        }
      });
    });

    describe("list_workspaces", () => {
      it("lists one's own, anybody's with the owner, page by page", async () => {
        const own = await ada.call("list_workspaces");
        assert.ok(rowsOf(own, "workspaces").every((row) => !("owner" in row)));
        assert.equal(own.requests.length, 1);
        const all = await ada.call("list_workspaces", { owner: "all", page_size: 2, page: "2" });
        assert.equal(rowsOf(all, "workspaces").length, 2);
        assert.ok(rowsOf(all, "workspaces").every((row) => typeof row["owner"] === "string"));
        assert.equal(all.result["has_next_page"], true);
        assert.match(all.text, /workspaces, here 3-4; more: page=3 page_size=2/u);
      });

      it("narrows by status and template, in two requests", async () => {
        const { result, requests } = await ada.call("list_workspaces", {
          status: "Running",
          template: "Plain Dev",
        });
        const rows = rowsOf({ result, text: "", requests, progress: [] }, "workspaces");
        assert.ok(rows.some(({ name }) => name === "dev-box"));
        assert.ok(rows.every(({ status, template }) => status === "running" && template === TEMPLATE));
        assert.ok(requests.length <= 2);
      });

      it("refuses words that are no status before any request", async () => {
        const { error, requests } = await ada.refusal("list_workspaces", { status: "sleeping" });
        assert.deepEqual([error.reason, requests], ["bad_argument", []]);
        assert.match(error.hint, /running, stopping, stopped/u);
      });
    });

    describe("get_workspace_status", () => {
      it("shows build, workspace agents, apps with URLs and figures, in two requests", async () => {
        const { agents } = (await ada.call("list_agents", { status_filter: "idle" })).result as {
          agents: { name: string }[];
        };
        const { result, text, requests } = await ada.call("get_workspace_status", {
          workspace: agents[0]?.name,
        });
        assert.ok(requests.length <= 2, requests.join(", "));
        assert.equal(result["status"], "running");
        const [agent] = result["agents"] as Record<string, unknown>[];
        assert.ok(agent !== undefined);
        assert.deepEqual(
          [agent["status"], agent["lifecycle"], agent["healthy"]],
          ["connected", "ready", true],
        );
        const apps = agent["apps"] as { name: string; url: string; health: string }[];
        assert.match(
          apps.find(({ name }) => name === "Claude")?.url ?? "",
          /\/@ada\/.+\.main\/apps\/claude\/$/u,
        );
        assert.match(
          apps.find(({ name }) => name === "Claude CLI")?.url ?? "",
          /\/terminal\?app=claude-cli$/u,
        );
        assert.equal(apps.find(({ name }) => name === "Docs")?.url, "https://docs.example.com");
        const metrics = agent["metrics"] as Record<string, string>;
        assert.deepEqual(
          ["CPU usage", "Memory usage", "Disk usage"].filter((figure) => !(figure in metrics)),
          [],
        );
        assert.match(text, /Memory usage: /u);
      });

      it("says so where a workspace does not run", async () => {
        await ada.call("stop_workspace", { workspace: "made-here" });
        const { result, text } = await ada.call("get_workspace_status", { workspace: "made-here" });
        assert.deepEqual([result["status"], result["agents"]], ["stopped", []]);
        assert.match(text, /ada\/made-here: stopped \(stop build 2/u);
      });
    });

    describe("delete_workspace", () => {
      it("deletes in any state, following the build under way and its own", async () => {
        const args = { name: "short-lived", template: TEMPLATE, rich_parameters: NEEDED, wait: false };
        await ada.call("create_workspace", args);
        const { result } = await ada.call("delete_workspace", { workspace: "short-lived" });
        assert.equal(result["status"], "deleted");
        const { error } = await ada.refusal("get_workspace_status", { workspace: "short-lived" });
        assert.equal(error.reason, "missing_workspace");
      });

      it("takes the agent of a task's workspace along", async () => {
        const agent_name = "with-a-task";
        await ada.call("create_agent", { name: agent_name, project: "Claude Agent", task: "Say hello" });
        await ada.until(agent_name, "idle", "busy");
        assert.equal(
          (await ada.call("delete_workspace", { workspace: agent_name })).result["status"],
          "deleted",
        );
        assert.equal((await ada.refusal("show_agent", { agent_name })).error.reason, "missing_agent");
      });
    });

    describe("the workspace filter", () => {
      it("hides what is outside of it from every tool, and counts only what is within", async () => {
        const filtered = openToolBench(deployment, "name:dev-box");
        try {
          const { result } = await filtered.call("list_workspaces", { owner: "all" });
          assert.equal(result["total_count"], 1);
          await filtered.call("get_workspace_status", { workspace: "dev-box" });
          for (const tool of [
            "start_workspace",
            "stop_workspace",
            "delete_workspace",
            "get_workspace_status",
          ]) {
            const { error } = await filtered.refusal(tool, { workspace: "made-here" });
            assert.equal(error.reason, "missing_workspace");
          }
          const outside = { name: "elsewhere", template: TEMPLATE, rich_parameters: NEEDED };
          const { error, requests } = await filtered.refusal("create_workspace", outside);
          assert.equal(error.reason, "policy_denied");
          assert.ok(!requests.some((request) => request.startsWith("POST")));
        } finally {
          filtered.close();
        }
      });
    });
  });
}
