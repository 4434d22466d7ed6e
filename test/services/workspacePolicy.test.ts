import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../support/toolBench";

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`a workspace filter on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let free: ToolBench;
    const opened: ToolBench[] = [];
    const filtered = (filter: string): ToolBench => {
      const bench = openToolBench(deployment, filter);
      opened.push(bench);
      return bench;
    };

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 30, speed: 20 });
      free = openToolBench(deployment);
    });
    after(async () => {
      free.close();
      for (const bench of opened) bench.close();
      await deployment.stop();
    });

    it("narrows every list, whatever the caller asks for", async () => {
      const mine = await filtered("owner:me").call("list_agents", { owner: "all" });
      assert.equal(mine.result["total_count"], 27);
      assert.equal(
        (await filtered("owner:mia").call("list_agents", { owner: "all" })).result["total_count"],
        3,
      );
      assert.equal((await filtered("name:zzz").call("get_fleet_status_metrics")).result["total"], 0);
    });

    it("makes agents outside of it not exist, for reading and for changing", async () => {
      const [row = {}] = rowsOf(await free.call("list_agents", { owner: "mia" }), "agents");
      const bench = filtered("owner:me");
      const agent_name = `mia/${String(row["name"])}`;
      for (const [tool, args] of [
        ["show_agent", { agent_name }],
        ["delete_agent", { agent_name }],
        ["restart_agent", { agent_name }],
        ["start_agent_task", { agent_name, task_description: "x" }],
        ["send_input_to_agent", { agent_id: agent_name, input_text: "x" }],
      ] as const) {
        const { error, requests } = await bench.refusal(tool, args);
        assert.equal(error.code, "AGENT_NOT_FOUND", tool);
        assert.ok(
          requests.every((request) => request.startsWith("GET ")),
          tool,
        );
      }
      await free.call("show_agent", { agent_name });
    });

    it("lets agents within it be shown", async () => {
      const claudes = await free.call("list_agents", { project_filter: "Claude Agent" });
      const [row = {}] = rowsOf(claudes, "agents");
      await filtered("owner:me template:claude-agent").call("show_agent", { agent_name: row["name"] });
    });

    it("refuses to create outside of it, or where that cannot be known before, with nothing sent", async () => {
      const args = { name: "new-one", project: "Claude Agent", task: "x" };
      for (const filter of ["owner:mia", "template:plain-dev", "name:team-", "status:running"]) {
        const { error, requests } = await filtered(filter).refusal("create_agent", args);
        assert.equal(error.reason, "policy_denied", filter);
        assert.ok(
          requests.every((request) => request.startsWith("GET ")),
          filter,
        );
      }
    });

    it("lets agents be created within it", async () => {
      const bench = filtered("owner:me template:claude-agent name:team-");
      const { result } = await bench.call("create_agent", {
        name: "team-one",
        project: "Claude Agent",
        task: "x",
      });
      assert.equal((result["agent"] as Record<string, unknown>)["name"], "team-one");
    });
  });
}
