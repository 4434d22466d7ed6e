import assert from "node:assert/strict";
import { openDeployment } from "../../../src/repositories/openDeployment";
import { branchPage } from "../../../src/services/agents/branchPage";
import { findAgent } from "../../../src/services/agents/findAgent";
import type { Fleet } from "../../../src/services/fleet";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";

const call = () => ({ signal: AbortSignal.timeout(60_000) });

describe("the branch an agent pushed", function () {
  this.timeout(120_000);
  let embedded: EmbeddedDeployment;
  let bench: ToolBench;
  let fleet: Fleet;

  before(async () => {
    embedded = await startEmbedded({ agents: 0, generation: "tasks+chats" });
    bench = openToolBench(embedded);
    const { url, token } = embedded;
    fleet = {
      deployment: openDeployment({ url, token, userAgent: "coder-fleet/test" }),
      workspaceFilter: null,
    };
    await bench.call("create_agent", { name: "with-branch", task: "[complete] Mend the fence" });
    await bench.call("create_agent", { name: "without", task: "[plain] Say hello" });
    await bench.until("with-branch", "idle");
    await bench.until("without", "idle");
  });
  after(async () => {
    bench.close();
    fleet.deployment.close();
    await embedded.stop();
  });

  it("has the page of its repository", async () => {
    const { agent } = await findAgent(fleet, "with-branch", call());
    const branch = agent.chat?.pullRequest?.branch ?? "";
    assert.match(branch, /^agent\//u);
    const page = `https://github.com/acme/widgets/tree/${branch}`;
    assert.equal(await branchPage(fleet, agent.id, call()), page);
  });

  it("is none of an agent that pushed nothing", async () => {
    assert.equal(await branchPage(fleet, "without", call()), undefined);
  });
});
