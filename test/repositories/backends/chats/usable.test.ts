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

describe("creating an agent where chats cannot be used but tasks are there too", () => {
  let deployment: EmbeddedDeployment;
  let ada: ToolBench;

  before(async () => {
    deployment = await startEmbedded({ generation: "tasks+chats", agents: 0, control: true });
    ada = openToolBench(deployment);
    const body = JSON.stringify({ no_models: true });
    const answer = await fetch(`${deployment.url}/_embedded/chats`, { method: "POST", body });
    assert.ok(answer.ok, await answer.text());
  });
  after(async () => {
    ada.close();
    await deployment.stop();
  });

  it("makes a task", async () => {
    await ada.call("create_agent", { name: "old-way", project: "Claude Agent", task: "x" });
    const { result } = await ada.call("show_agent", { agent_name: "old-way" });
    assert.ok(!("chat" in (result["agent"] as object)));
  });

  it("names the projects tasks can be made of", async () => {
    const wish = { name: "nowhere", project: "Plain Dev", task: "x" };
    const { error } = await ada.refusal("create_agent", wish);
    assert.equal(error.reason, "missing_project");
    assert.match(error.hint, /Claude Agent/u);
    assert.doesNotMatch(error.hint, /Plain Dev/u);
  });

  it("says what is missing for what only chats have", async () => {
    const wish = { name: "nowhere", task: "x", plan_mode: true };
    assert.match((await ada.refusal("create_agent", wish)).error.message, /no default model/u);
  });
});
