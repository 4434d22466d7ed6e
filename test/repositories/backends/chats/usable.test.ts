/** A deployment that lists chats need not be able to make one: what is missing is said before anything is made. */
import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../../support/embedded";
import { openToolBench, type ToolBench } from "../../../support/toolBench";

describe("creating an agent where chats are there but cannot be used", () => {
  let deployment: EmbeddedDeployment;
  let ada: ToolBench;

  beforeEach(async () => {
    deployment = await startEmbedded({ generation: "chats", agents: 2, control: true });
    ada = openToolBench(deployment);
    await ada.call("list_agents");
  });
  afterEach(async () => {
    ada.close();
    await deployment.stop();
  });

  const control = async (body: unknown) => {
    const answer = await fetch(`${deployment.url}/_embedded/chats`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    assert.ok(answer.ok, await answer.text());
  };
  const refused = async (bench: ToolBench) => {
    const input = { name: "new-one", project: "Claude Agent", task: "x" };
    const { error, requests } = await bench.refusal("create_agent", input);
    assert.ok(!requests.some((request) => request.includes("/workspaces")), requests.join(", "));
    return error;
  };

  it("says that the AI Gateway is off, and is asked again once it is on", async () => {
    await control({ gateway: false });
    const error = await refused(ada);
    assert.equal(error.reason, "unsupported_by_deployment");
    assert.match(error.message, /AI Gateway is off/u);
    assert.match(error.hint, /CODER_AI_GATEWAY_ENABLED/u);
    await control({ gateway: true });
    await ada.call("create_agent", { name: "new-one", task: "x" });
  });

  it("says that no model is configured", async () => {
    await control({ no_models: true });
    const error = await refused(ada);
    assert.equal(error.reason, "unsupported_by_deployment");
    assert.match(error.message, /no default model/u);
  });

  it("says which role is missing", async () => {
    await control({ agent_users: [] });
    const mia = openToolBench({ url: deployment.url, token: deployment.memberToken });
    const error = await refused(mia);
    mia.close();
    assert.equal(error.reason, "permission_denied");
    assert.match(error.hint, /agents-access/u);
  });
});
