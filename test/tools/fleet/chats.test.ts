/** What only chats can do, through the tools. */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";
import { until } from "../../support/until";

const PROJECT = "Claude Agent";

describe("agents that are chats", function () {
  this.timeout(30_000);
  let deployment: EmbeddedDeployment;
  let ada: ToolBench;

  before(async () => {
    deployment = await startEmbedded({ generation: "chats", agents: 2, speed: 30 });
    ada = openToolBench(deployment);
  });
  after(async () => {
    ada.close();
    await deployment.stop();
  });

  const settled = (name: string) => ada.call("wait_for_agents", { agent_names: [name], timeout_seconds: 20 });
  const shown = async (name: string, details = false) => {
    const { result } = await ada.call("show_agent", { agent_name: name, details });
    return result["agent"] as Record<string, unknown> & { chat: Record<string, unknown> };
  };

  /** What another client does with a chat. */
  const patch = async (id: string, body: unknown) => {
    const headers = { "coder-session-token": deployment.token, "content-type": "application/json" };
    const url = `${deployment.url}/api/experimental/chats/${id}`;
    const answer = await fetch(url, { method: "PATCH", headers, body: JSON.stringify(body) });
    assert.ok(answer.ok, await answer.text());
  };

  it("ask in plan mode: needs attention with the question, answered by a message", async () => {
    await ada.call("create_agent", { name: "planner", task: "Choose [ask]", plan_mode: true });
    await settled("planner");
    const agent = await shown("planner");
    assert.deepEqual([agent["status"], agent["needs_attention"]], ["idle", "question"]);
    assert.match(String(agent["attention_message"]), /\?/u);
    const list = await ada.call("list_agents", { needs_attention: true });
    assert.ok(rowsOf(list, "agents").some(({ name }) => name === "planner"));
    const again = await ada.call("list_agents", { needs_attention: true });
    assert.ok(!again.requests.some((path) => path.endsWith("/messages")), "what it asks is known by now");
    await ada.call("send_input_to_agent", { agent_id: "planner", input_text: "The first one [plain]" });
    await ada.call("update_agent", { agent_name: "planner", plan_mode: false });
    await settled("planner");
    assert.equal((await shown("planner"))["needs_attention"], "finished");
  });

  it("show model, cost and tokens when asked for details", async () => {
    const { chat } = await shown("planner", true);
    assert.equal(typeof chat["model"], "string");
    assert.ok(Number((chat["cost"] as Record<string, unknown>)["requests"]) > 0);
    assert.ok(Number(chat["context_limit"]) > Number(chat["context_tokens"]));
  });

  it("stay unread whatever the tools read of them: only a person's look counts", async () => {
    for (const tool of ["show_agent", "show_agent_log", "show_agent_task_history"]) {
      await ada.call(tool, { agent_name: "planner" });
    }
    assert.equal((await shown("planner")).chat["unread"], true);
  });

  it("name the models there are when asked for another", async () => {
    const { error } = await ada.refusal("create_agent", { name: "x", task: "x", model: "nope" });
    assert.equal(error.reason, "bad_argument");
    const [model] = error.details?.allowed ?? [];
    await ada.call("create_agent", { name: "with-model", task: "Say hi [plain]", model });
    assert.equal((await shown("with-model", true)).chat["model"], model);
  });

  it("show the sub-agents they start, in lists as a number", async () => {
    await ada.call("create_agent", { name: "lead", task: "Share the work [spawn]" });
    await settled("lead");
    const { chat } = await shown("lead");
    const children = chat["sub_agents"] as readonly { id: string }[];
    assert.ok(children.length > 0);
    const row = rowsOf(await ada.call("list_agents"), "agents").find(({ name }) => name === "lead");
    assert.equal(row?.["sub_agents"], children.length);
    const log = await ada.call("show_agent_log", { agent_name: children[0]?.id });
    assert.ok(rowsOf(log, "logs").length > 0);
    const { error } = await ada.refusal("delete_agent", { agent_name: children[0]?.id });
    assert.equal(error.reason, "wrong_state");
    assert.match(error.message, /is a sub-agent/u);
  });

  it("fail with the kind of error, and try again with the next task", async () => {
    await ada.call("create_agent", { name: "refused", task: "Try [err400]" });
    await ada.until("refused", "failed");
    const agent = await shown("refused");
    assert.equal(agent["needs_attention"], "failed");
    assert.equal(typeof (agent.chat["error"] as Record<string, unknown>)["kind"], "string");
    await ada.call("start_agent_task", { agent_name: "refused", task_description: "Again [plain]" });
    await settled("refused");
    assert.equal((await shown("refused"))["status"], "idle");
  });

  it("let a waiting message go or be next", async () => {
    const agent_name = "queued";
    await ada.call("create_agent", { name: agent_name, task: "Count [slow 3000]" });
    for (const text of ["first [slow 3000]", "second [slow 3000]"]) {
      await ada.call("start_agent_task", { agent_name, task_description: text, when_busy: "queue" });
    }
    const waiting = async (action: string, message_id?: unknown) =>
      rowsOf(await ada.call("manage_agent_queue", { agent_name, action, message_id }), "waiting_messages");
    const [first, second] = await waiting("list");
    assert.deepEqual(
      (await waiting("remove", first?.["id"])).map(({ text }) => text),
      ["second [slow 3000]"],
    );
    const gone = await ada.refusal("manage_agent_queue", {
      agent_name,
      action: "remove",
      message_id: first?.["id"],
    });
    assert.equal(gone.error.reason, "wrong_state");
    await ada.call("manage_agent_queue", { agent_name, action: "promote", message_id: second?.["id"] });
    await until(
      () => waiting("list"),
      ({ length }) => length === 0,
    );
    const busy = await ada.refusal("update_agent", { agent_name, archived: true });
    assert.equal(busy.error.reason, "wrong_state");
    await ada.call("cancel_agent_task", { agent_name });
    await settled(agent_name);
  });

  it("have one name once, and say both ids where two share it", async () => {
    const { error } = await ada.refusal("update_agent", { agent_name: "queued", name: "Lead" });
    assert.equal(error.reason, "conflict");
    const label = { agent_name: "queued", labels: { "fleet.agent": "lead" } };
    assert.match((await ada.refusal("update_agent", label)).error.hint, /name=/u);
    const { id } = (await shown("queued")).chat;
    await patch(String(id), { labels: { "fleet.agent": "lead" } });
    const ambiguous = await ada.refusal("show_agent", { agent_name: "lead" });
    assert.equal(ambiguous.error.reason, "conflict");
    assert.equal(ambiguous.error.details?.related?.length, 2);
    await ada.call("update_agent", { agent_name: ambiguous.error.details.related[0], name: "other" });
  });

  for (const [stage, name, role] of [
    ["Making the workspace", "half-asked", "slow-start"],
    ["Initializing", "half-built", "slow-start"],
    ["Starting half", "half-begun", "coder"],
  ] as const) {
    it(`leave nothing behind when their creation is canceled at "${stage}"`, async () => {
      const canceled = new AbortController();
      const steps: string[] = [];
      const input = { name, project: PROJECT, task: "x [slow 3000]", role };
      const creating = ada.call("create_agent", input, canceled.signal, steps);
      const over = creating.then(
        () => true,
        () => true,
      );
      while (!steps.some((step) => step.includes(stage))) {
        assert.notEqual(await Promise.race([over, delay(2)]), true, steps.join(", "));
      }
      canceled.abort();
      await assert.rejects(creating);
      const headers = { "coder-session-token": deployment.token };
      await until(
        async () => (await fetch(`${deployment.url}/api/v2/users/me/workspace/${name}`, { headers })).status,
        (status) => status === 404,
      );
      assert.equal((await ada.refusal("show_agent", { agent_name: name })).error.code, "AGENT_NOT_FOUND");
    });
  }

  it("have no workspace to pause where they were made without one", async () => {
    const { error } = await ada.refusal("pause_agent", { agent_name: "with-model" });
    assert.equal(error.reason, "wrong_state");
    assert.match(error.message, /no workspace/u);
    const logs = await ada.refusal("get_agent_execution_logs", { user: "me", agent_id: "with-model" });
    assert.equal(logs.error.reason, "wrong_state");
    assert.match(logs.error.hint, /show_agent_log/u);
  });

  it("have a log of their workspace only while it runs, also where they have run there before", async () => {
    await ada.call("create_agent", { name: "rested", project: PROJECT, task: "Say hi [plain]" });
    await settled("rested");
    await ada.call("pause_agent", { agent_name: "rested" });
    await ada.until("rested", "stopped");
    await ada.call("send_input_to_agent", { agent_id: "rested", input_text: "Count [slow 3000]" });
    await ada.until("rested", "busy");
    const { error } = await ada.refusal("get_agent_execution_logs", { user: "me", agent_id: "rested" });
    assert.equal(error.reason, "wrong_state");
    assert.match(error.message, /'rested' does not run/u);
    await ada.call("delete_agent", { agent_name: "rested" });
  });

  it("are shown by wait_for_agents as a look at each shows them", async () => {
    const { result } = await ada.call("wait_for_agents", { agent_names: ["planner", "lead"] });
    const wait = new Map(
      (result["settled"] as { name: string; needs_attention?: string }[]).map((row) => [row.name, row]),
    );
    assert.equal(wait.get("planner")?.needs_attention, "finished");
    await ada.call("update_agent", { agent_name: "planner", plan_mode: true });
    const again = await ada.call("wait_for_agents", { agent_names: ["planner"] });
    // Its newest answer asks nothing, though it is in plan mode.
    assert.equal(rowsOf(again, "settled")[0]?.["needs_attention"], "finished");
  });
});
