/** Deleting a chat whatever it, its sub-agents and its workspace do meanwhile. */
import assert from "node:assert/strict";
import { routes } from "../../../../src/clients/routes";
import type { Agent } from "../../../../src/models/agent";
import type { AgentBackend } from "../../../../src/repositories/agentBackend";
import { agentFromChat } from "../../../../src/repositories/backends/chats/chatAgent";
import { ChatsApi } from "../../../../src/repositories/backends/chats/chatsApi";
import { archive } from "../../../../src/repositories/backends/chats/interrupting";
import { openDeployment } from "../../../../src/repositories/openDeployment";
import { chatSchema } from "../../../../src/models/coder/chat";
import { answerJson, call, clientOf, closeAll, serve } from "../../../clients/localServer";
import { type EmbeddedDeployment, startEmbedded } from "../../../support/embedded";
import { openToolBench, type ToolBench } from "../../../support/toolBench";
import { until } from "../../../support/until";

/** A chat that hands all its work to a sub-agent, which goes on for an hour. */
const SPAWNS = `SCRIPT:[{"tool":"spawn_agent","args":{"type":"general","prompt":"x [slow 3600]","title":"long"}},{"say":"Handed over."}]`;

describe("the end of a chat", function () {
  this.timeout(40_000);
  let embedded: EmbeddedDeployment;
  let ada: ToolBench;
  let chats: AgentBackend;
  let close: () => void;

  before(async () => {
    embedded = await startEmbedded({ generation: "chats", agents: 0, speed: 10, control: true });
    ada = openToolBench(embedded);
    const deployment = openDeployment({ ...embedded, userAgent: "coder-fleet/test" });
    const [first] = await deployment.backends(call());
    assert.ok(first !== undefined);
    chats = first;
    close = () => {
      deployment.close();
    };
  });
  after(async () => {
    close();
    ada.close();
    await embedded.stop();
  });
  afterEach(closeAll);

  const found = async (name: string): Promise<Agent> => {
    const agent = await chats.find({ kind: "name", owner: "me", name }, call());
    assert.ok(agent !== undefined, name);
    return agent;
  };
  const fail = async (path: string, status: number) => {
    const body = JSON.stringify({ failures: [{ kind: "status", status, path }] });
    const answer = await fetch(`${embedded.url}/_embedded/faults`, { method: "POST", body });
    assert.ok(answer.ok, await answer.text());
  };

  it("takes sub-agents with it that began to work after it was looked at", async () => {
    await ada.call("create_agent", { name: "lead", task: "Say hi [plain]" });
    await ada.until("lead", "idle");
    const early = await found("lead");
    assert.deepEqual(early.chat?.children, []);
    await ada.call("start_agent_task", { agent_name: "lead", task_description: SPAWNS });
    await until(
      async () => (await found("lead")).chat?.children[0]?.status,
      (status) => status === "busy",
    );
    await chats.delete(early, call());
    assert.equal(await chats.find({ kind: "name", owner: "me", name: "lead" }, call()), undefined);
  });

  it("is tried again where Coder stumbles over a sub-agent that ends in the same moment", async () => {
    // As Coder 2.36.1 answered it.
    const body = {
      message: "Failed to archive chat.",
      detail: "execute transaction: lock chat and bump snapshot: pq: deadlock detected",
    };
    const server = await serve((_request, response, nth) => {
      if (nth === 0) answerJson(response, 500, body);
      else response.writeHead(204).end();
    });
    const api = new ChatsApi(clientOf(server.url), routes.chatsExperimental);
    const now = new Date().toISOString();
    const chat = chatSchema.parse({
      id: "c1",
      title: "t",
      status: "waiting",
      created_at: now,
      updated_at: now,
    });
    await archive(api, agentFromChat(chat), call());
    assert.equal(server.requests.length, 2);
  });

  it("leaves the agent there where its workspace cannot be deleted", async () => {
    await ada.call("create_agent", { name: "kept", project: "Claude Agent", task: "Say hi [plain]" });
    await ada.until("kept", "idle");
    await fail("/builds$", 500);
    const { error } = await ada.refusal("delete_agent", { agent_name: "kept" });
    assert.equal(error.reason, "server_error");
    assert.equal((await found("kept")).status, "idle");
    await ada.call("delete_agent", { agent_name: "kept" });
    assert.equal(await chats.find({ kind: "name", owner: "me", name: "kept" }, call()), undefined);
  });

  it("comes also where its workspace is gone already", async () => {
    await ada.call("create_agent", { name: "bare", project: "Claude Agent", task: "Say hi [plain]" });
    await ada.until("bare", "idle");
    const { workspace } = await found("bare");
    await ada.call("delete_workspace", { workspace: workspace?.id });
    await ada.call("delete_agent", { agent_name: "bare" });
    assert.equal(await chats.find({ kind: "name", owner: "me", name: "bare" }, call()), undefined);
  });
});
