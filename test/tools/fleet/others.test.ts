import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`other people's agents, on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let ada: ToolBench;
    let mia: ToolBench;

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 2 });
      ada = openToolBench(deployment);
      mia = openToolBench({ url: deployment.url, token: deployment.memberToken });
      await mia.call("create_agent", { name: "mx", project: "Claude Agent", task: "Look around" });
      await mia.until("mx", "idle");
    });
    after(async () => {
      ada.close();
      mia.close();
      await deployment.stop();
    });

    it("are refused to whom may not make any, by the owner's name", async () => {
      const { error } = await mia.refusal("create_new_agent_task", {
        user: "ada",
        prompt: "x",
        workspace_name: "for-ada",
        template_name: "Claude Agent",
      });
      assert.deepEqual([error.code, error.reason], ["CODER_API_ERROR", "permission_denied"]);
      assert.match(error.message, /for user 'ada'/u);
      assert.doesNotMatch(error.message, /template|version/u);
    });

    it("are none of a user who does not exist, which is said", async () => {
      for (const [tool, args] of [
        ["list_agents", { owner: "nobody" }],
        ["list_all_agents", { user: "nobody" }],
      ] as const) {
        const { error } = await ada.refusal(tool, args);
        assert.deepEqual([error.code, error.reason], ["VALIDATION_ERROR", "bad_argument"], tool);
        assert.match(error.message, /no user 'nobody'/u);
        assert.doesNotMatch(error.message, /api|400/u);
      }
      const { requests } = await ada.call("list_agents", { owner: "mia" });
      assert.ok(!requests.some((request) => request.includes("/users/")), requests.join(", "));
    });

    it("cannot be made for a user who does not exist", async () => {
      const { error } = await ada.refusal("create_new_agent_task", {
        user: "nobody",
        prompt: "x",
        workspace_name: "for-nobody",
        template_name: "Claude Agent",
      });
      assert.match(error.message, /no (such )?user/u);
      assert.match(error.message, /'nobody'/u);
    });

    it("are named with their owner in every answer, so that no other of the name is meant", async () => {
      for (const [tool, args] of [
        ["show_agent_task_history", { agent_name: "mia/mx" }],
        ["pause_agent", { agent_name: "mia/mx" }],
        ["restart_agent", { agent_name: "mia/mx" }],
      ] as const) {
        if (tool === "restart_agent") await mia.until("mx", "stopped");
        const { result, text } = await ada.call(tool, args);
        assert.match(text, /mia\/mx/u, tool);
        if ("agent_name" in result) assert.equal(result["agent_name"], "mia/mx", tool);
      }
      await mia.until("mx", "idle");
    });

    it("cannot be typed into or interrupted, and a restart is advised against", async () => {
      await mia.call("start_agent_task", { agent_name: "mx", task_description: "think=60" });
      await mia.until("mx", "busy");
      const task = { agent_name: "mia/mx", task_description: "x" };
      assert.match((await ada.refusal("start_agent_task", task)).error.message, /^Agent 'mia\/mx' is busy/u);
      for (const [tool, args] of [
        ["send_input_to_agent", { user: "mia", agent_id: "mx", input_text: "hi" }],
        ["cancel_agent_task", { agent_name: "mia/mx" }],
      ] as const) {
        const { error } = await ada.refusal(tool, args);
        assert.deepEqual([error.code, error.reason], ["CODER_API_ERROR", "permission_denied"], tool);
        assert.match(error.message, /'mia\/mx' shares its app with nobody but mia/u);
        assert.match(error.hint, /Do not restart/u);
      }
      await mia.call("cancel_agent_task", { agent_name: "mx" });
      await mia.until("mx", "idle");
    });
  });
}
