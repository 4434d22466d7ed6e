import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import type { RunningDeployment } from "../../../src/embedded/start";
import { until } from "../../support/until";
import { type Caller, callerOf, read, startHere } from "../client";

const base = "/api/experimental/chats";
const chatSchema = z.object({
  id: z.string(),
  status: z.string(),
  title: z.string(),
  archived: z.boolean(),
  workspace_id: z.string().optional(),
  queued_for_capacity: z.boolean().optional(),
  last_error: z.object({ kind: z.string(), retryable: z.boolean() }).optional(),
  children: z.array(z.object({ id: z.string(), title: z.string(), status: z.string() })),
});
const partSchema = z.object({
  type: z.string(),
  text: z.string(),
  tool_name: z.string().optional(),
  result: z.unknown().optional(),
});
const messagesSchema = z.object({
  messages: z.array(z.object({ id: z.number(), role: z.string(), content: z.array(partSchema) })),
  queued_messages: z.array(z.object({ id: z.number() })),
});

describe("chats of the embedded deployment", () => {
  let deployment: RunningDeployment;
  let call: Caller;
  let organization: string;

  before(async () => {
    deployment = await startHere({ generation: "chats", agents: 0, speed: 20 });
    call = callerOf(deployment.url, deployment.token);
    const [first] = read(await call("GET", "/api/v2/organizations"), z.array(z.object({ id: z.string() })));
    organization = first?.id ?? "";
    await call("POST", "/_embedded/templates", { name: "agent-dev", fate: "agent" });
  });

  after(() => deployment.stop());

  async function begin(text: string, more: object = {}) {
    const body = { organization_id: organization, content: [{ type: "text", text }], ...more };
    return read(await call("POST", base, body), chatSchema);
  }

  const chatOf = async (id: string) => read(await call("GET", `${base}/${id}`), chatSchema);
  const messagesOf = async (id: string) => read(await call("GET", `${base}/${id}/messages`), messagesSchema);

  /** Waits until a chat is in one of these states. */
  function rested(id: string, ...statuses: string[]) {
    return until(
      () => chatOf(id),
      ({ status }) => statuses.includes(status),
    );
  }

  it("run from the start, answer, and wait", async () => {
    const chat = await begin("Say hello [plain]");
    assert.equal(chat.status, "running");
    await rested(chat.id, "waiting");
    const { messages } = await messagesOf(chat.id);
    assert.deepEqual(
      messages.map(({ role, content }) => [role, content[0]?.text]),
      [
        ["assistant", "Echo: Say hello [plain]"],
        ["user", "Say hello [plain]"],
      ],
    );
  });

  it("queue what is said while they run, and go on with it", async () => {
    const chat = await begin("Count [slow 4]");
    const content = [{ type: "text", text: "and then [plain]" }];
    const sent = await call("POST", `${base}/${chat.id}/messages`, { content });
    assert.equal(z.object({ queued: z.literal(true) }).safeParse(sent.body).success, true);
    await rested(chat.id, "waiting");
    assert.equal((await messagesOf(chat.id)).messages.length, 4);
  });

  it("keep what was said when they are interrupted, and cannot be interrupted twice", async () => {
    const chat = await begin("Count [slow 60]");
    await delay(150);
    assert.equal((await call("POST", `${base}/${chat.id}/interrupt`)).status, 200);
    await rested(chat.id, "waiting");
    const { messages } = await messagesOf(chat.id);
    assert.match(messages[0]?.content[0]?.text ?? "", /^word1 /u);
    assert.equal((await call("POST", `${base}/${chat.id}/interrupt`)).status, 409);
  });

  it("retry what a provider may get over, and fail with what it does not", async () => {
    const flaky = await begin("Flaky [err500 x2]");
    await rested(flaky.id, "waiting");
    const bad = await begin("Bad [err400]");
    assert.deepEqual((await rested(bad.id, "error")).last_error, { kind: "generic", retryable: false });
  });

  it("make a workspace, and run commands and edit files in it", async () => {
    const chat = await begin("Make it [ws agent-dev made-by-chat]");
    const { workspace_id: workspace } = await rested(chat.id, "waiting");
    assert.ok(workspace);
    const results = (await messagesOf(chat.id)).messages.flatMap(({ content }) =>
      content.filter(({ type }) => type === "tool-result"),
    );
    assert.deepEqual(
      results.map(({ tool_name: name }) => name),
      ["read_file", "write_file", "execute", "create_workspace", "read_template", "list_templates"],
    );
    assert.deepEqual(results[0]?.result, {
      content: "1\tline one\n2\tline two\n3\t",
      file_size: 18,
      lines_read: 3,
      total_lines: 3,
    });
    const again = await begin("Run [exec echo $((6 * 7)) && exit 3]", { workspace_id: workspace });
    await rested(again.id, "waiting");
    const [result] = (await messagesOf(again.id)).messages.flatMap(({ content }) =>
      content.flatMap((part) => (part.type === "tool-result" ? [part.result] : [])),
    );
    const shape = z.object({ output: z.string(), success: z.boolean(), exit_code: z.number() });
    assert.deepEqual(shape.parse(result), { output: "42\n", success: false, exit_code: 3 });
  });

  it("hand work to sub-agents, which show as children and go to the archive with them", async () => {
    const spawn = { tool: "spawn_agent", args: { prompt: "Child works [plain]", title: "Child" } };
    const wait = { tool: "wait_agent", args: { chat_id: "$CHAT0" } };
    const chat = await begin(`Split SCRIPT:${JSON.stringify([spawn, wait, { say: "done" }])}`);
    const { children } = await rested(chat.id, "waiting");
    assert.deepEqual(
      children.map(({ title, status }) => [title, status]),
      [["Child", "waiting"]],
    );
    assert.equal((await call("PATCH", `${base}/${chat.id}`, { archived: true })).status, 204);
    assert.equal((await chatOf(children[0]?.id ?? "")).archived, true);
  });

  it("ask in plan mode and wait for the answer, and are refused the question outside", async () => {
    const chat = await begin("Need a decision [ask]", { plan_mode: "plan" });
    await rested(chat.id, "waiting");
    const [asked] = (await messagesOf(chat.id)).messages;
    assert.equal(asked?.content[0]?.tool_name, "ask_user_question");
    const other = await begin("Need a decision [ask]");
    await rested(other.id, "waiting");
    assert.equal((await messagesOf(other.id)).messages.length, 4);
  });

  it("wait for the client's own tools", async () => {
    const chat = await begin("Weather [dyn get_weather]", {
      unsafe_dynamic_tools: [{ name: "get_weather" }],
    });
    await rested(chat.id, "requires_action");
    const archived = await call("PATCH", `${base}/${chat.id}`, { archived: true });
    assert.equal(archived.status, 409);
    await call("POST", `${base}/${chat.id}/interrupt`);
    await rested(chat.id, "waiting");
  });

  it("run five at a time, and tell of one that waits for its place", async () => {
    const begun = [];
    for (let number = 0; number < 6; number++) begun.push(await begin(`Number ${number} [slow 60]`));
    const last = begun.at(-1)?.id ?? "";
    assert.equal((await chatOf(last)).queued_for_capacity, true);
    await call("POST", `${base}/${begun[0]?.id ?? ""}/interrupt`);
    await rested(begun[0]?.id ?? "", "waiting");
    assert.equal((await chatOf(last)).queued_for_capacity, undefined);
    for (const { id } of begun) await call("POST", `${base}/${id}/interrupt`);
  });

  it("refuse roles of a member that are not JSON, like other bodies they cannot read", async () => {
    const answer = await fetch(`${deployment.url}/api/v2/organizations/${organization}/members/mia/roles`, {
      method: "PUT",
      headers: { "Coder-Session-Token": deployment.token },
      body: "{",
    });
    assert.equal(answer.status, 400);
  });

  it("change a title but not the rest when a later field is wrong", async () => {
    const chat = await begin("Rename me [plain]");
    await rested(chat.id, "waiting");
    const answer = await call("PATCH", `${base}/${chat.id}`, { title: "Renamed", labels: { "x y": "1" } });
    assert.equal(answer.status, 400);
    assert.equal((await chatOf(chat.id)).title, "Renamed");
  });

  it("are not to be had without a model, and answer 503 while the gateway is off", async () => {
    await call("POST", "/_embedded/chats", { gateway: false });
    const body = { organization_id: organization, content: [{ type: "text", text: "x" }] };
    assert.equal((await call("POST", base, body)).status, 503);
    assert.equal((await call("GET", base)).status, 200);
    await call("POST", "/_embedded/chats", { gateway: true, no_models: true });
    const refused = await call("POST", base, body);
    assert.deepEqual(refused.body, { message: "No default chat model config is configured." });
  });
});
