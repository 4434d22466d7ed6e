import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`the classic tools on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let ada: ToolBench;
    const user = "me";
    const agent_id = "write-docs";
    let workspaceId = "";

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 20, speed: 20 });
      ada = openToolBench(deployment);
    });
    after(async () => {
      ada.close();
      await deployment.stop();
    });

    it("list_all_agents answers {result: […]} with everybody's agents", async () => {
      const rows = rowsOf(await ada.call("list_all_agents"), "result");
      assert.deepEqual([...new Set(rows.map((row) => row["user"]))].sort(), ["ada", "mia"]);
      assert.equal(rows.length, 20);
      assert.equal(rowsOf(await ada.call("list_all_agents", { user: "mia" }), "result").length, 2);
    });

    it("create_new_agent_task takes the only template there is", async () => {
      const small = await startEmbedded({ generation, agents: 0, speed: 20 });
      const bench = openToolBench(small);
      try {
        const args = { user, prompt: "Write the docs", workspace_name: agent_id };
        const { result } = await bench.call("create_new_agent_task", args);
        assert.equal((result["agent"] as Record<string, unknown>)["workspace_name"], agent_id);
      } finally {
        bench.close();
        await small.stop();
      }
    });

    it("create_new_agent_task names the templates where there are several", async () => {
      const args = { user, prompt: "Write the docs", workspace_name: agent_id };
      const { error } = await ada.refusal("create_new_agent_task", args);
      assert.match(error.hint, /claude-agent, codex-agent, review-agent/u);
    });

    it("create_new_agent_task makes an agent of the template it names", async () => {
      const { result } = await ada.call("create_new_agent_task", {
        user,
        prompt: "Write the docs",
        workspace_name: agent_id,
        template_name: "claude-agent",
        rich_parameters: { model: "sonnet", max_turns: 50 },
      });
      const agent = result["agent"] as Record<string, unknown>;
      assert.deepEqual([agent["user"], agent["workspace_name"], agent["role"]], ["ada", agent_id, "coder"]);
      await ada.until(agent_id, "idle");
    });

    it("create_new_agent_task refuses parameters the template does not have", async () => {
      const { error, requests } = await ada.refusal("create_new_agent_task", {
        user,
        prompt: "x",
        workspace_name: "other",
        template_name: "claude-agent",
        rich_parameters: { modle: "opus" },
      });
      assert.match(error.hint, /model/u);
      assert.ok(requests.every((request) => request.startsWith("GET ")));
    });

    it("get_agent_details_by_id answers apps and the workspace's own figures", async () => {
      const { result } = await ada.call("get_agent_details_by_id", { user, agent_id });
      const { capabilities, metrics } = result as {
        capabilities: { apps: { slug: string }[]; role: string };
        metrics: Record<string, string>;
      };
      workspaceId = String(result["workspace_id"]);
      assert.equal(capabilities.role, "coder");
      assert.ok(capabilities.apps.some(({ slug }) => slug === "claude"));
      assert.ok(Object.keys(metrics).length > 0);
      assert.equal(result["connected"], true);
    });

    it("get_agent_execution_logs answers {result: […]} of the level asked for", async () => {
      const all = rowsOf(await ada.call("get_agent_execution_logs", { user, agent_id }), "result");
      assert.ok(all.length > 0);
      const args = { user, agent_id, level: "INFO", limit: "2" };
      const some = rowsOf(await ada.call("get_agent_execution_logs", args), "result");
      assert.ok(some.length <= 2 && some.every(({ level }) => level === "info"));
      const { error } = await ada.refusal("get_agent_execution_logs", { user, agent_id, level: "loud" });
      assert.match(error.hint, /warn/u);
    });

    it("delete_agent_workspace deletes the agent by the id of its workspace", async () => {
      const { result } = await ada.call("delete_agent_workspace", { workspace_id: workspaceId });
      assert.equal(result["workspace_id"], workspaceId);
    });
  });
}
