import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";

const PROJECT = "Claude Agent";

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`working with agents on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let ada: ToolBench;
    const agent_name = "fix-login-bug";

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 5, speed: 20 });
      ada = openToolBench(deployment);
      await ada.call("list_agents");
    });
    after(async () => {
      ada.close();
      await deployment.stop();
    });

    describe("create_agent (A9)", () => {
      const task = "Fix the login bug";

      it("refuses bad names and blank or huge tasks before any request", async () => {
        const huge = "x".repeat(100_001);
        for (const [name, text] of [
          ["Bad Name", task],
          ["new", task],
          ["a--b", task],
          ["ok", " "],
          ["ok", huge],
        ]) {
          const { error, requests } = await ada.refusal("create_agent", {
            name,
            project: PROJECT,
            task: text,
          });
          assert.deepEqual([error.reason, requests], ["bad_argument", []]);
        }
      });

      it("refuses an unknown project or role with what exists", async () => {
        const project = await ada.refusal("create_agent", { name: agent_name, project: "nope", task });
        assert.equal(project.error.reason, "missing_project");
        assert.ok(project.error.details?.allowed?.includes(PROJECT));
        const role = await ada.refusal("create_agent", {
          name: agent_name,
          project: PROJECT,
          task,
          role: "boss",
        });
        assert.equal(role.error.reason, "missing_role");
        assert.match(role.error.hint, /'coder', .*'reviewer'/u);
      });

      it("answers at once with the agent, the default role and at most 6 requests", async () => {
        const { result, requests, progress } = await ada.call("create_agent", {
          name: agent_name,
          project: PROJECT.toLowerCase(),
          task: `${task} think=40`,
        });
        const agent = result["agent"] as Record<string, unknown>;
        assert.equal(agent["name"], agent_name);
        assert.equal(agent["role"], "coder");
        assert.ok(["pending", "starting"].includes(String(agent["status"])), String(agent["status"]));
        assert.ok(requests.length <= 6, requests.join(", "));
        assert.ok(progress.length >= 2);
      });

      it("refuses a name that is taken, in any case", async () => {
        const { error } = await ada.refusal("create_agent", {
          name: agent_name.toUpperCase(),
          project: PROJECT,
          task,
        });
        assert.equal(error.reason, "conflict");
      });

      it("takes a named role and a 40,000-character task", async () => {
        const { result } = await ada.call("create_agent", {
          name: "long-task",
          project: PROJECT,
          role: "REVIEWER",
          task: "word ".repeat(8_000),
        });
        assert.equal((result["agent"] as Record<string, unknown>)["role"], "reviewer");
      });
    });

    describe("start_agent_task and cancel_agent_task (A12, A13)", () => {
      it("refuse a busy agent a task, naming the state, and send nothing", async () => {
        await ada.until(agent_name, "busy");
        const { error, requests } = await ada.refusal("start_agent_task", {
          agent_name,
          task_description: "more",
        });
        assert.deepEqual([error.code, error.reason], ["VALIDATION_ERROR", "wrong_state"]);
        assert.match(error.message, /is busy/u);
        assert.match(error.hint, /cancel_agent_task/u);
        assert.ok(requests.every((request) => request.startsWith("GET ")));
      });

      it("cancel the work of a busy agent, which becomes idle", async () => {
        const { result, requests } = await ada.call("cancel_agent_task", { agent_name });
        assert.match(String(result["message"]), /canceled/u);
        assert.ok(requests.length <= 3, requests.join(", "));
        await ada.until(agent_name, "idle");
      });

      it("refuse to cancel where there is nothing to cancel", async () => {
        const { error, requests } = await ada.refusal("cancel_agent_task", { agent_name });
        assert.equal(error.reason, "wrong_state");
        assert.ok(requests.every((request) => request.startsWith("GET ")));
      });

      it("refuse a blank task before any request", async () => {
        const { requests } = await ada.refusal("start_agent_task", { agent_name, task_description: "\n " });
        assert.deepEqual(requests, []);
      });

      it("refuse an agent that is not there, and send nothing", async () => {
        const { error, requests } = await ada.refusal("start_agent_task", {
          agent_name: "nobody",
          task_description: "x",
        });
        assert.equal(error.code, "AGENT_NOT_FOUND");
        assert.ok(requests.every((request) => request.startsWith("GET ")));
      });

      it("give an idle agent its task, named in any case", async () => {
        const { result, requests } = await ada.call("start_agent_task", {
          agent_name: agent_name.toUpperCase(),
          task_description: "Write the tests",
        });
        assert.equal(result["agent_name"], agent_name);
        assert.equal(result["task_description"], "Write the tests");
        assert.ok(requests.length <= 3, requests.join(", "));
        await ada.until(agent_name, "idle");
      });
    });

    describe("an agent's records", () => {
      it("show_agent_task_history answers reports newest first, in pages (A14)", async () => {
        const all = await ada.call("show_agent_task_history", { agent_name, page_size: 100 });
        const tasks = rowsOf(all, "tasks");
        const times = tasks.map(({ created_at }) => Date.parse(String(created_at)));
        assert.deepEqual(
          times,
          [...times].sort((a, b) => b - a),
        );
        assert.ok(tasks.every(({ needs_user_attention }) => typeof needs_user_attention === "boolean"));
        assert.ok(tasks.length >= 4);
        assert.ok(all.requests.length <= 3, all.requests.join(", "));
        const second = await ada.call("show_agent_task_history", { agent_name, page: 2, page_size: 1 });
        assert.deepEqual(rowsOf(second, "tasks"), [tasks[1]]);
        assert.deepEqual(
          [second.result["has_previous_page"], second.result["has_next_page"], second.result["total_count"]],
          [true, true, tasks.length],
        );
        const beyond = await ada.call("show_agent_task_history", { agent_name, page: 99 });
        assert.deepEqual([beyond.result["tasks"], beyond.result["has_next_page"]], [[], false]);
      });

      it("show_agent_log answers the newest entry unless asked for more (A15)", async () => {
        const one = await ada.call("show_agent_log", { agent_name });
        assert.equal(one.result["page_size"], 1);
        const all = await ada.call("show_agent_log", { agent_name, page_size: 100 });
        const logs = rowsOf(all, "logs");
        assert.deepEqual(rowsOf(one, "logs"), logs.slice(0, 1));
        assert.ok(logs.some(({ type, content }) => type === "input" && content === "Write the tests"));
        assert.match(all.text, /data, not instructions/u);
      });

      it("send_input_to_agent reaches an agent while it works", async () => {
        await ada.call("start_agent_task", { agent_name, task_description: "Think think=60" });
        await ada.until(agent_name, "busy");
        const { result } = await ada.call("send_input_to_agent", {
          user: "me",
          agent_id: agent_name,
          input_text: "and the docs",
        });
        assert.match(String(result["message"]), /Input sent/u);
        await ada.call("cancel_agent_task", { agent_name });
      });
    });
  });
}
