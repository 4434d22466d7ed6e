import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { ToolBench } from "../support/toolBench";
import { rowsOf } from "../support/toolBench";
import { type FleetOn, fleetOn, PROJECT } from "./fleetOn";
import { DIFFERENCES, GENERATIONS } from "./generations";

/** What never changes, or is asked once per process. */
const ONCE = /authcheck|model-configs|users\/me$|rich-parameters|presets/u;
/** Following a build until its workspace is connected. */
const FOLLOWING = /workspacebuilds|GET .*\/workspaces\/[0-9a-f-]+$/u;
/** Keeps an agent at work for as long as a test looks at it. */
const LONG_TASK = "Run the command `sleep 3000` and wait for its end [slow 3000]";

for (const generation of GENERATIONS) {
  const differs = DIFFERENCES[generation];

  describe(`the fleet toolset on ${generation}`, () => {
    let fleet: FleetOn;
    let ada: ToolBench;
    const unique = randomBytes(3).toString("hex");
    const agent_name = `Atlas-${unique}`;
    const bare = `bare-${unique}`;
    const renamed = `hello-${unique}`;

    before(async () => {
      fleet = await fleetOn(generation);
      ({ ada } = fleet);
    });
    after(() => fleet.close([agent_name, bare, renamed]));

    it("offers projects and their roles in any case (A7, A8)", async () => {
      const projects = rowsOf(await ada.call("list_agent_projects"), "projects").map(({ name }) => name);
      assert.ok(projects.includes(PROJECT));
      const roles = await ada.call("list_agent_roles", { project: PROJECT.toLowerCase() });
      assert.equal(roles.result["project_name"], PROJECT.toLowerCase());
      assert.ok(rowsOf(roles, "roles").some((role) => role["default"] === true));
    });

    it("creates an agent with the default role, at most 6 requests and its build (A9)", async () => {
      const input = { name: agent_name, project: PROJECT, task: "Fix the login bug" };
      const { result, requests } = await ada.call("create_agent", input);
      const agent = result["agent"] as Record<string, unknown>;
      assert.deepEqual(
        [agent["name"], agent["role"], agent["project"]],
        [agent_name, fleet.defaultRole, PROJECT],
      );
      const counted = requests.filter((request) => !ONCE.test(request) && !FOLLOWING.test(request));
      // A chat can be asked what it lacks only by trying to make one: once, and counted here with the others.
      assert.ok(counted.length <= differs.lookUps + 6, counted.join(", "));
      const waited = await fleet.settled(agent_name);
      assert.deepEqual([waited?.["status"], waited?.["role"]], ["idle", fleet.defaultRole]);
      assert.equal((await fleet.shown(agent_name))["status"], "idle");
    });

    it("lists the agents there are, all of them once, and narrows them (A1)", async () => {
      const all = await ada.call("list_agents");
      const names = rowsOf(all, "agents").map(({ name }) => name);
      assert.equal(all.result["total_count"], names.length);
      assert.equal(new Set(names).size, names.length);
      assert.ok(names.includes(agent_name));
      const ofProject = await ada.call("list_agents", { project_filter: PROJECT.toUpperCase() });
      assert.ok(rowsOf(ofProject, "agents").every(({ project }) => project === PROJECT));
      const idle = await ada.call("list_agents", { status_filter: "Idle" });
      assert.ok(rowsOf(idle, "agents").every(({ status }) => status === "idle"));
      assert.equal(
        (await ada.refusal("list_agents", { status_filter: "bored" })).error.reason,
        "bad_argument",
      );
    });

    it("pages with an exact total", async () => {
      const total = (await ada.call("list_agents")).result["total_count"];
      const page = await ada.call("list_agents", { page: 2, page_size: 1 });
      assert.equal(page.result["total_count"], total);
      assert.equal(rowsOf(page, "agents").length, Math.min(1, Number(total) - 1));
      assert.equal(page.result["has_previous_page"], true);
    });

    it("refuses a taken name in any case, unknown projects and roles, with what exists (A9)", async () => {
      const input = { name: agent_name.toLowerCase(), project: PROJECT, task: "x" };
      assert.equal((await ada.refusal("create_agent", input)).error.reason, "conflict");
      const project = await ada.refusal("create_agent", { ...input, name: "new-1", project: "nope" });
      assert.equal(project.error.reason, "missing_project");
      assert.ok(project.error.details?.allowed?.includes(PROJECT));
      const role = await ada.refusal("create_agent", { ...input, name: "new-1", role: "nope" });
      assert.equal(role.error.reason, "missing_role");
    });

    it("finds an agent in any case and says when there is none (A3, A4)", async () => {
      const agent = await fleet.shown(agent_name.toUpperCase());
      assert.equal(agent["name"], agent_name);
      for (const field of [
        "workspace_id",
        "status",
        "role",
        "project",
        "last_task",
        "created_at",
        "updated_at",
      ]) {
        assert.ok(field in agent, field);
      }
      const { error } = await ada.refusal("show_agent", { agent_name: "no-such-agent" });
      assert.equal(error.code, "AGENT_NOT_FOUND");
    });

    it("reads an agent with at most 2 requests once roles are known", async () => {
      await fleet.shown(agent_name);
      for (const tool of ["show_agent", "show_agent_task_history", "show_agent_log"]) {
        const { requests } = await ada.call(tool, { agent_name });
        assert.ok(requests.length <= differs.lookUps + 1, `${tool}: ${requests.join(", ")}`);
      }
      const { requests } = await ada.call("list_agents");
      assert.ok(requests.length <= differs.listRequests, requests.join(", "));
    });

    it("gives an idle agent its next task, and refuses a busy one with its state (A12)", async () => {
      const blank = await ada.refusal("start_agent_task", { agent_name, task_description: " " });
      assert.deepEqual([blank.error.reason, blank.requests], ["bad_argument", []]);
      const { requests } = await ada.call("start_agent_task", { agent_name, task_description: LONG_TASK });
      assert.ok(requests.length <= differs.lookUps + 2, requests.join(", "));
      await ada.until(agent_name, "busy");
      const { error } = await ada.refusal("start_agent_task", { agent_name, task_description: "x" });
      assert.equal(error.reason, "wrong_state");
      assert.match(error.message, /is busy/u);
      assert.match(error.hint, /wait_for_agents/u);
    });

    it(`${differs.queues ? "queues" : "cannot queue"} a task for a busy agent`, async () => {
      const task = { agent_name, task_description: "And then this", when_busy: "queue" };
      if (!differs.queues) {
        const { error } = await ada.refusal("start_agent_task", task);
        assert.equal(error.reason, "unsupported_by_deployment");
        return;
      }
      await ada.call("start_agent_task", task);
      const waiting = rowsOf(
        await ada.call("manage_agent_queue", { agent_name, action: "list" }),
        "waiting_messages",
      );
      assert.deepEqual(
        waiting.map(({ text }) => text),
        ["And then this"],
      );
    });

    it("waits without a result when the time is over", async () => {
      const { result, text } = await ada.call("wait_for_agents", {
        agent_names: [agent_name],
        timeout_seconds: 1,
      });
      assert.equal(result["timed_out"], true);
      assert.match(text, /timed out, call again/u);
    });

    it("interrupts a busy agent, which then rests, whatever waited for it (A13)", async () => {
      const { result } = await ada.call("cancel_agent_task", { agent_name });
      assert.match(String(result["message"]), /canceled/u);
      await fleet.settled(agent_name);
      assert.equal((await fleet.shown(agent_name))["status"], "idle");
      const { error } = await ada.refusal("cancel_agent_task", { agent_name });
      assert.equal(error.reason, "wrong_state");
    });

    it("takes input at any time", async () => {
      await ada.call("send_input_to_agent", { agent_id: agent_name, input_text: "Hello again" });
      await fleet.settled(agent_name);
    });

    it("shows the history newest first (A14) and the log one entry a page (A15)", async () => {
      const history = rowsOf(await ada.call("show_agent_task_history", { agent_name }), "tasks");
      assert.equal(history.at(-1)?.["state"], "prompt");
      assert.equal(history.at(-1)?.["message"], "Fix the login bug");
      assert.equal(history[0]?.["state"] === "prompt", differs.historyBeginsWith === "prompt");
      const log = await ada.call("show_agent_log", { agent_name });
      assert.equal(rowsOf(log, "logs").length, 1);
      assert.equal(log.result["has_next_page"], true);
    });

    it("pauses an agent, which then takes no task, and resumes it", async () => {
      const { requests } = await ada.call("pause_agent", { agent_name });
      const counted = requests.filter((request) => !ONCE.test(request));
      assert.ok(counted.length <= differs.lookUps + 2, counted.join(", "));
      await ada.until(agent_name, "stopped");
      const stopped = await ada.call("list_agents", { status_filter: "stopped" });
      assert.ok(rowsOf(stopped, "agents").some(({ name }) => name === agent_name));
      const { error } = await ada.refusal("start_agent_task", { agent_name, task_description: "x" });
      assert.match(error.message, /is stopped/u);
      await ada.call("resume_agent", { agent_name });
      await fleet.settled(agent_name);
      assert.equal((await fleet.shown(agent_name))["status"], "idle");
    });

    it("restarts an agent and answers the real one (A11)", async () => {
      const { result } = await ada.call("restart_agent", { agent_name });
      const agent = result["agent"] as Record<string, unknown>;
      assert.deepEqual([agent["name"], agent["role"]], [agent_name, fleet.defaultRole]);
      await fleet.settled(agent_name);
    });

    it("counts the fleet", async () => {
      const { result } = await ada.call("get_fleet_status_metrics");
      const list = await ada.call("list_agents");
      assert.equal(result["total"], list.result["total_count"]);
    });

    it(
      differs.listsEverybody ? "lists everybody's agents" : "says that others' agents are missing",
      async () => {
        const { result } = await ada.call("list_agents", { owner: "all" });
        assert.equal(result["incomplete"] === undefined, differs.listsEverybody);
        assert.ok((result["agents"] as { owner?: string }[]).every(({ owner }) => owner !== undefined));
      },
    );

    it("serves the classic tools too", async () => {
      const details = await ada.call("get_agent_details_by_id", { user: "me", agent_id: agent_name });
      assert.equal(details.result["connected"], true);
      const { result } = await ada.call("list_all_agents", { user: "me" });
      assert.ok((result["result"] as unknown[]).length > 0);
      const logs = await ada.call("get_agent_execution_logs", { user: "me", agent_id: agent_name });
      assert.ok(rowsOf(logs, "result").length > 0);
    });

    it("deletes an agent at work, with its workspace (A10)", async () => {
      const workspace = (await fleet.shown(agent_name))["workspace_id"];
      await ada.call("start_agent_task", { agent_name, task_description: LONG_TASK });
      await ada.call("delete_agent", { agent_name });
      await fleet.gone(agent_name);
      await fleet.gone(String(workspace));
    });

    it(
      differs.needsProject
        ? "asks for a project where there are several"
        : "makes an agent without a workspace",
      async () => {
        const input = { name: bare, task: "Say hello" };
        if (differs.needsProject) {
          const { result } = await ada.call("create_agent", input).catch(() => ({ result: {} }));
          assert.ok(
            !("agent" in result) || (result["agent"] as { workspace_id: unknown }).workspace_id !== "",
          );
          return;
        }
        const { result } = await ada.call("create_agent", input);
        assert.equal((result["agent"] as { workspace_id: unknown }).workspace_id, null);
        await fleet.settled(bare);
      },
    );

    it(
      differs.updates ? "renames, labels and archives an agent" : "says that tasks cannot be changed",
      async () => {
        if (!differs.updates) {
          const [first] = rowsOf(await ada.call("list_agents"), "agents");
          const { error } = await ada.refusal("update_agent", {
            agent_name: first?.["name"],
            archived: true,
          });
          assert.equal(error.reason, "unsupported_by_deployment");
          return;
        }
        await ada.call("update_agent", { agent_name: bare, name: renamed, labels: { team: unique } });
        const labelled = await ada.call("list_agents", { labels: [`team:${unique}`] });
        assert.deepEqual(
          rowsOf(labelled, "agents").map(({ name }) => name),
          [renamed],
        );
        await ada.call("update_agent", { agent_name: renamed, archived: true });
        assert.equal(
          (await ada.refusal("show_agent", { agent_name: renamed })).error.code,
          "AGENT_NOT_FOUND",
        );
        await ada.call("update_agent", { agent_name: renamed, archived: false });
        assert.equal((await fleet.shown(renamed))["status"], "idle");
      },
    );
  });
}
