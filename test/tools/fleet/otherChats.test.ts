/** Chats of others: seen where they are shared, changed by their owner. */
import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";

describe("other people's agents, on chats", () => {
  let deployment: EmbeddedDeployment;
  let ada: ToolBench;
  let mia: ToolBench;
  let adas = "";
  let mias = "";

  const api = async (token: string, method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${deployment.url}${path}`, {
      method,
      headers: { "coder-session-token": token, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    assert.ok(answer.ok, `${method} ${path}: ${answer.status}`);
    return answer;
  };
  const share = async (token: string, chat: string, user: string) => {
    const { id } = (await (await api(deployment.token, "GET", `/api/v2/users/${user}`)).json()) as {
      id: string;
    };
    const path = `/api/experimental/chats/${chat}/acl`;
    await api(token, "PATCH", path, { user_roles: { [id]: "read" } });
  };
  const make = async (bench: ToolBench, name: string): Promise<string> => {
    const { result } = await bench.call("create_agent", { name, task: "Say hi [plain]" });
    await bench.until(name, "idle");
    return (result["agent"] as { chat: { id: string } }).chat.id;
  };

  before(async () => {
    deployment = await startEmbedded({ generation: "chats", agents: 0 });
    ada = openToolBench(deployment);
    mia = openToolBench({ url: deployment.url, token: deployment.memberToken });
    [adas, mias] = await Promise.all([make(ada, "ax"), make(mia, "mx")]);
  });
  after(async () => {
    ada.close();
    mia.close();
    await deployment.stop();
  });

  it("are only listed where they are shared, which is said", async () => {
    const unseen = await ada.call("list_agents", { owner: "mia" });
    assert.deepEqual(rowsOf(unseen, "agents"), []);
    assert.match(String(unseen.result["incomplete"]), /shared with you/u);
    await share(deployment.memberToken, mias, "ada");
    const seen = rowsOf(await ada.call("list_agents", { owner: "all" }), "agents");
    assert.deepEqual(seen.map(({ owner, name }) => `${String(owner)}/${String(name)}`).sort(), [
      "ada/ax",
      "mia/mx",
    ]);
    const { text } = await ada.call("show_agent_log", { agent_name: "mia/mx" });
    assert.match(text, /mia\/mx/u);
  });

  it("take messages from their owner only, an administrator is told", async () => {
    for (const [tool, args] of [
      ["start_agent_task", { agent_name: "mia/mx", task_description: "x" }],
      ["send_input_to_agent", { user: "mia", agent_id: "mx", input_text: "x" }],
    ] as const) {
      const { error } = await ada.refusal(tool, args);
      assert.equal(error.reason, "permission_denied", tool);
      assert.match(error.message, /'mia\/mx' belongs to mia/u, tool);
      assert.match(error.hint, /Ask mia/u, tool);
    }
  });

  it("are to be read, not to be changed, by whom they are shared with", async () => {
    await share(deployment.token, adas, "mia");
    assert.match((await mia.call("show_agent", { agent_name: "ada/ax" })).text, /ada\/ax/u);
    for (const [tool, args] of [
      ["start_agent_task", { agent_name: "ada/ax", task_description: "x" }],
      ["update_agent", { agent_name: "ada/ax", title: "x" }],
      ["delete_agent", { agent_name: "ada/ax" }],
    ] as const) {
      const { error } = await mia.refusal(tool, args);
      assert.equal(error.reason, "permission_denied", tool);
      assert.match(error.message, /'ada\/ax'.*to read only/u, tool);
    }
    assert.equal(
      ((await ada.call("show_agent", { agent_name: "ax" })).result["agent"] as { status: string }).status,
      "idle",
    );
  });

  it("are named with their owner in what is refused, one's own are not", async () => {
    await mia.call("start_agent_task", { agent_name: "mx", task_description: "Count [slow 3000]" });
    for (const agent_name of ["mia/mx", mias]) {
      const { error } = await ada.refusal("start_agent_task", { agent_name, task_description: "x" });
      assert.match(error.message, /^Agent 'mia\/mx' is busy/u);
    }
    for (const agent_name of ["mx", "mia/mx", mias]) {
      const { error } = await mia.refusal("start_agent_task", { agent_name, task_description: "x" });
      assert.match(error.message, /^Agent 'mx' is busy/u);
    }
    await ada.call("cancel_agent_task", { agent_name: "mia/mx" });
    await mia.until("mx", "idle");
  });
});
