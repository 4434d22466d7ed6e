import assert from "node:assert/strict";
import { ValidationError } from "../../../src/models/errors";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";

const FLEET_MCP_ROW = ["created_at", "last_task", "name", "project", "role", "status"];

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`reading a fleet on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let ada: ToolBench;
    let mia: ToolBench;

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 40, speed: 20 });
      ada = openToolBench(deployment);
      mia = openToolBench({ url: deployment.url, token: deployment.memberToken });
      await ada.call("list_agents");
    });
    after(async () => {
      ada.close();
      mia.close();
      await deployment.stop();
    });

    describe("list_agents (A1)", () => {
      it("answers one's own agents newest first, with an exact total and Fleet MCP's fields", async () => {
        const answer = await ada.call("list_agents");
        const agents = rowsOf(answer, "agents");
        assert.equal(agents.length, 36);
        assert.equal(answer.result["total_count"], 36);
        const [first = {}] = agents;
        assert.deepEqual(
          Object.keys(first)
            .filter((key) => key !== "needs_attention")
            .sort(),
          FLEET_MCP_ROW,
        );
        const times = agents.map(({ created_at }) => Date.parse(String(created_at)));
        assert.deepEqual(
          times,
          [...times].sort((a, b) => b - a),
        );
        assert.ok(agents.every(({ role }) => ["coder", "reviewer", "coder-deep"].includes(String(role))));
      });

      it("asks for the list, and once for the roles of the page", async () => {
        const { requests } = await ada.call("list_agents", { page_size: 5 });
        assert.ok(requests.length <= (generation === "tasks" ? 2 : 3), requests.join(", "));
      });

      it("is narrowed by status and project in any case", async () => {
        const all = rowsOf(await ada.call("list_agents"), "agents");
        const idle = await ada.call("list_agents", { status_filter: "IDLE", project_filter: "claude agent" });
        const wanted = all.filter(
          ({ status, project }) => status === "idle" && project === "Claude Agent",
        ).length;
        assert.ok(wanted > 0 && wanted < all.filter(({ status }) => status === "idle").length);
        assert.equal(idle.result["total_count"], wanted);
        const none = await ada.call("list_agents", { project_filter: "nowhere" });
        assert.deepEqual([none.result["agents"], none.result["total_count"]], [[], 0]);
      });

      it("shows only who needs attention when asked", async () => {
        const needing = rowsOf(await ada.call("list_agents", { needs_attention: true }), "agents");
        const others = rowsOf(await ada.call("list_agents", { needs_attention: false }), "agents");
        assert.ok(
          needing.length > 0 && needing.every(({ needs_attention }) => needs_attention !== undefined),
        );
        assert.equal(needing.length + others.length, 36);
      });

      it("has pages with flags, and says in its first line how to get the next", async () => {
        const { result, text } = await ada.call("list_agents", { page: 2, page_size: "10" });
        assert.equal(rowsOf(await ada.call("list_agents", { page: 4, page_size: 10 }), "agents").length, 6);
        assert.deepEqual([result["has_previous_page"], result["has_next_page"]], [true, true]);
        assert.equal(text.split("\n")[0], "36 agents, here 11-20; more: page=3 page_size=10");
      });

      it("names owners when it may show agents of others", async () => {
        const all = await ada.call("list_agents", { owner: "all" });
        assert.equal(all.result["total_count"], 40);
        assert.deepEqual([...new Set(rowsOf(all, "agents").map(({ owner }) => owner))].sort(), [
          "ada",
          "mia",
        ]);
        assert.equal((await ada.call("list_agents", { owner: "mia" })).result["total_count"], 4);
      });

      it("shows a member only what its token may see", async () => {
        assert.equal((await mia.call("list_agents", { owner: "all" })).result["total_count"], 4);
      });

      it("refuses an unknown status with the words there are, before any request", async () => {
        const { error, requests } = await ada.refusal("list_agents", { status_filter: "sleeping" });
        assert.ok(error instanceof ValidationError);
        assert.match(error.hint, /idle, busy, .*offline/u);
        assert.deepEqual(requests, []);
      });

      it("takes null for what is optional and refuses what it does not know", async () => {
        const { result } = await ada.call("list_agents", { status_filter: null, page: null });
        assert.equal(result["total_count"], 36);
        assert.match(
          (await ada.refusal("list_agents", { status: "idle" })).error.message,
          /'status'.*allowed/u,
        );
        await ada.refusal("list_agents", { page: 0 });
      });
    });

    describe("show_agent (A3, A4)", () => {
      it("answers all eight fields of an agent named in any case, in Coder's spelling", async () => {
        const [row = {}] = rowsOf(await ada.call("list_agents"), "agents");
        const { result, requests } = await ada.call("show_agent", {
          agent_name: String(row["name"]).toUpperCase(),
        });
        const agent = result["agent"] as Record<string, unknown>;
        for (const key of [...FLEET_MCP_ROW, "workspace_id", "updated_at"]) assert.ok(key in agent, key);
        for (const key of ["name", "status", "role", "project", "created_at"])
          assert.equal(agent[key], row[key]);
        assert.ok(requests.length <= 2, requests.join(", "));
      });

      it("finds somebody else's only by owner/name or id, and names the owner", async () => {
        const [row = {}] = rowsOf(await ada.call("list_agents", { owner: "mia" }), "agents");
        const name = String(row["name"]);
        assert.equal((await ada.refusal("show_agent", { agent_name: name })).error.code, "AGENT_NOT_FOUND");
        const { result } = await ada.call("show_agent", { agent_name: `mia/${name}` });
        const agent = result["agent"] as Record<string, unknown>;
        assert.equal(agent["owner"], "mia");
        const byId = await ada.call("show_agent", { agent_name: String(agent["workspace_id"]) });
        assert.equal((byId.result["agent"] as Record<string, unknown>)["name"], name);
      });

      it("says AGENT_NOT_FOUND for a name or id that is not there", async () => {
        for (const agent_name of ["nobody", "nobody/nothing", "1ca8634b-90da-4043-9e4b-ca4ccdb694cf"]) {
          const { error } = await ada.refusal("show_agent", { agent_name });
          assert.equal(error.code, "AGENT_NOT_FOUND");
          assert.match(error.hint, /list_agents/u);
        }
      });
    });

    it("list_agent_projects shows templates with an AI task by display name (A7)", async () => {
      const answer = await ada.call("list_agent_projects");
      const projects = rowsOf(answer, "projects");
      assert.equal(answer.result["total_count"], 3);
      assert.deepEqual(
        projects.map(({ name, description }) => [name, description]),
        [
          ["Claude Agent", "AI agent in a workspace"],
          ["Codex Agent", "Codex in a workspace"],
          ["Review Agent", "Reads pull requests and comments on them"],
        ],
      );
    });

    describe("list_agent_roles (A8)", () => {
      it("shows the active version's presets and echoes the caller's spelling", async () => {
        const answer = await ada.call("list_agent_roles", { project: "CLAUDE agent" });
        const roles = rowsOf(answer, "roles");
        assert.equal(answer.result["project_name"], "CLAUDE agent");
        assert.ok(roles.every(({ project_name }) => project_name === "CLAUDE agent"));
        assert.deepEqual(
          roles.filter((role) => role["default"]).map(({ name }) => name),
          ["coder"],
        );
      });

      it("refuses an unknown project with those there are, a blank one before any request", async () => {
        const unknown = await ada.refusal("list_agent_roles", { project: "nope" });
        assert.equal(unknown.error.reason, "missing_project");
        assert.match(unknown.error.hint, /Claude Agent/u);
        const blank = await ada.refusal("list_agent_roles", { project: " " });
        assert.deepEqual([blank.error.reason, blank.requests], ["bad_argument", []]);
      });
    });

    it("get_fleet_status_metrics counts what list_agents lists", async () => {
      const rows = rowsOf(await ada.call("list_agents"), "agents");
      const { result, requests } = await ada.call("get_fleet_status_metrics");
      const byStatus = result["by_status"] as Record<string, number>;
      assert.equal(result["total"], rows.length);
      for (const [status, count] of Object.entries(byStatus)) {
        assert.equal(count, rows.filter((row) => row["status"] === status).length);
      }
      assert.ok(requests.length <= 2, requests.join(", "));
    });
  });

  describe(`an empty fleet on ${generation}`, () => {
    it("is an empty list and a total of 0 (A1)", async () => {
      const deployment = await startEmbedded({ generation, agents: 0, speed: 20 });
      const bench = openToolBench(deployment);
      try {
        const { result, text } = await bench.call("list_agents");
        assert.deepEqual([result["agents"], result["total_count"], text], [[], 0, "0 agents"]);
        assert.equal((await bench.call("get_fleet_status_metrics")).result["utilization"], 0);
      } finally {
        bench.close();
        await deployment.stop();
      }
    });
  });
}
