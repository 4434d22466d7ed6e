/** What the Fleet view asks about one agent and about archived ones, against the embedded deployment. */
import assert from "node:assert/strict";
import { openDeployment } from "../../../src/repositories/openDeployment";
import { agentOverview } from "../../../src/services/agents/agentOverview";
import { fleetList } from "../../../src/services/agents/fleetList";
import { updateAgent } from "../../../src/services/agents/updateAgent";
import type { Fleet } from "../../../src/services/fleet";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";

const call = () => ({ signal: AbortSignal.timeout(20_000) });
const mine = { allOwners: false, archived: false };

for (const generation of ["tasks", "chats"] as const) {
  describe(`a close look at an agent (${generation})`, () => {
    let deployment: EmbeddedDeployment;
    let fleet: Fleet;

    before(async () => {
      deployment = await startEmbedded({ agents: 60, generation });
      const { url, token } = deployment;
      fleet = {
        deployment: openDeployment({ url, token, userAgent: "coder-fleet/test" }),
        workspaceFilter: null,
      };
    });
    after(async () => {
      fleet.deployment.close();
      await deployment.stop();
    });
    const idle = async () => {
      const { agents } = await fleetList(fleet, mine, call());
      const agent = agents.find(({ status, workspace }) => status === "idle" && workspace !== null);
      assert.ok(agent);
      return agent;
    };

    it("brings its history and its workspace, of chats also model and cost", async () => {
      const overview = await agentOverview(fleet, (await idle()).id, call());
      assert.ok(overview.history.length > 0);
      assert.equal(overview.workspaceAgent?.status, "connected");
      if (generation === "tasks") assert.equal(overview.chat, null);
      else assert.ok((overview.chat?.requests ?? 0) > 0);
    });

    it("knows whether the deployment has chats", async () => {
      assert.equal((await fleetList(fleet, mine, call())).hasChats, generation === "chats");
    });

    if (generation === "chats") {
      it("lists archived agents on demand, after the others", async () => {
        const { id } = await idle();
        await updateAgent(fleet, id, { archived: true }, call());
        const without = await fleetList(fleet, mine, call());
        const all = await fleetList(fleet, { ...mine, archived: true }, call());
        assert.ok(!without.agents.some((agent) => agent.id === id));
        assert.equal(all.agents.length, without.agents.length + 1);
        assert.equal(all.agents.at(-1)?.id, id);
        assert.equal(all.agents.at(-1)?.chat?.archived, true);
      });

      it("shows a sub-agent as one of its own", async () => {
        const { agents } = await fleetList(fleet, mine, call());
        const children = agents.flatMap(({ chat }) => chat?.children ?? []);
        const [child] = children;
        assert.ok(child, "the embedded fleet has sub-agents");
        const { agent, history } = await agentOverview(fleet, child.id, call());
        assert.equal(agent.displayName, child.title);
        assert.ok(history.length > 0);
      });
    }
  });
}
