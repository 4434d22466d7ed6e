import assert from "node:assert/strict";
import { chatListSchema, chatMessagesSchema, chatSchema } from "../../../../src/models/coder/chat";
import { workspaceSchema } from "../../../../src/models/coder/workspace";
import { agentFromChat, withWorkspace } from "../../../../src/repositories/backends/chats/chatAgent";
import { askedQuestion, logEntry } from "../../../../src/repositories/backends/chats/conversation";
import { answersTo, chatName, fleetLabels } from "../../../../src/repositories/backends/chats/labels";
import { recordedBody } from "../../support/recordings";

const LIVE = "2.36.1/chats-live";
const one = (name: string) => recordedBody(name, chatSchema);
const rows = (name: string) => recordedBody(`${LIVE}/${name}`, chatListSchema);

describe("a recorded chat as an agent", () => {
  it("is called by its label, and keeps its labels, summary and unread mark", () => {
    const [chat] = rows("list_with_workspace");
    assert.ok(chat);
    const agent = agentFromChat(chat);
    assert.deepEqual([agent.name, agent.owner, agent.status], ["mia-agent-1", "mia", "idle"]);
    assert.equal(agent.lastTask, "Fake label");
    assert.equal(agent.workspace?.id, chat.workspace_id);
    assert.equal(agent.chat?.unread, true);
    assert.deepEqual(agent.attention, { reason: "finished" });
    assert.equal(agent.chat.ownsWorkspace, false);
  });

  it("shows its sub-agents", () => {
    const { chat } = agentFromChat(one(`${LIVE}/get_subagents`));
    assert.deepEqual(
      chat?.children.map(({ title, status }) => [title, status]),
      [
        ["Child one", "idle"],
        ["Child two", "idle"],
      ],
    );
  });

  it("has failed with the error's kind and whether it may pass", () => {
    const agent = agentFromChat(one(`${LIVE}/get_err401`));
    assert.equal(agent.status, "failed");
    assert.deepEqual(agent.chat?.error, { kind: "auth", retryable: false });
    assert.match(agent.attention?.message ?? "", /Authentication with OpenAI Compatible failed.*auth/u);
  });

  it("waits for capacity while it says it runs", () => {
    const agent = agentFromChat(one("2.37.0/chats-live/capacity_get_queued"));
    assert.equal(agent.status, "busy");
    assert.equal(agent.chat?.queuedForCapacity, true);
    assert.match(agent.statusReason ?? "", /queued/u);
  });

  it("needs attention while it waits for a tool of its client", () => {
    const waiting = rows("list_requires_action").find(({ status }) => status === "requires_action");
    assert.ok(waiting);
    const agent = agentFromChat(waiting);
    assert.deepEqual([agent.status, agent.attention?.reason], ["busy", "question"]);
  });

  it("has the numbers of its pull request, and none where nothing changed", () => {
    const { chat } = agentFromChat(one(`${LIVE}/pr_get`));
    assert.deepEqual(chat?.pullRequest, {
      url: "https://github.com/acme/widgets/pull/42",
      branch: "fix/flaky",
      number: 42,
      state: "open",
      additions: 12,
      deletions: 3,
      changedFiles: 2,
    });
    assert.equal(agentFromChat(one(`${LIVE}/get_subagents`)).chat?.pullRequest, null);
  });

  it("is offline with its workspace, which is more urgent than an answer nobody has read", () => {
    const [chat] = rows("list_with_workspace");
    assert.ok(chat);
    const finished = agentFromChat(chat);
    const lost = recordedBody("2.36.1/offline/workspace_1", workspaceSchema);
    const agent = withWorkspace(finished, lost);
    assert.deepEqual([agent.status, agent.attention?.reason], ["offline", "offline"]);
    const asking = withWorkspace({ ...finished, attention: { reason: "question" } }, lost);
    assert.equal(asking.attention?.reason, "question");
  });

  it("is idle, not failed, in a state only another Coder knows", () => {
    const agent = agentFromChat({ ...one(`${LIVE}/get_subagents`), status: "dreaming" });
    assert.deepEqual([agent.status, agent.statusReason], ["idle", "unknown chat status 'dreaming'"]);
  });
});

describe("the name of a chat without a label", () => {
  const chat = { ...one(`${LIVE}/get_subagents`), labels: {} };

  it("comes from its title and id, and is one the tools accept", () => {
    assert.equal(
      chatName({ ...chat, title: "Fix: the Öresund bridge!" }),
      "fix-the-o-resund-bridge-420880df",
    );
    assert.equal(chatName({ ...chat, title: "…" }), "chat-420880df");
    assert.ok(chatName(chat).length <= 32);
  });

  it("still means the chat after its title has changed", () => {
    const before = chatName(chat);
    assert.ok(answersTo({ ...chat, title: "Another title" }, before.toUpperCase()));
    assert.ok(!answersTo({ ...chat, id: "00000000-0000-4000-8000-000000000000" }, before));
  });

  it("does not mean one that has a label", () => {
    assert.ok(!answersTo({ ...chat, labels: { "fleet.agent": "lead" } }, chatName(chat)));
  });
});

describe("the labels of a new agent", () => {
  it("hold what there is, within Coder's 256 bytes", () => {
    const labels = fleetLabels({ agent: "a", project: "ü".repeat(200), role: undefined, workspace: "id" });
    assert.deepEqual(Object.keys(labels), ["fleet.agent", "fleet.project", "fleet.workspace"]);
    assert.equal(Buffer.byteLength(labels["fleet.project"] ?? ""), 256);
  });
});

describe("recorded messages", () => {
  it("show tool calls and results in short", () => {
    const { messages } = recordedBody(`${LIVE}/messages_exec`, chatMessagesSchema);
    const texts = [...messages].reverse().map((message) => logEntry(message));
    assert.deepEqual(
      texts.map(({ type }) => type),
      ["input", "output", "output", "output"],
    );
    assert.equal(texts[1]?.content, "[calls execute] ls -la && echo done");
    assert.match(texts[2]?.content ?? "", /^\[execute answered\]\ntotal 24\n/u);
  });

  it("tell what a chat in plan mode asks", () => {
    const { messages } = recordedBody(`${LIVE}/messages_plan_ask`, chatMessagesSchema);
    assert.equal(askedQuestion(messages[0]), "Which database should be used? (PostgreSQL | SQLite)");
    assert.equal(askedQuestion(messages[1]), undefined);
  });

  it("do not ask where the asking itself failed, as it does outside plan mode", () => {
    const [asked] = recordedBody(`${LIVE}/messages_plan_ask`, chatMessagesSchema).messages;
    assert.ok(asked !== undefined);
    const failed = {
      ...asked,
      content: asked.content.map((part) => ({ ...part, is_error: true, result: { error: "not active" } })),
    };
    assert.equal(askedQuestion(failed), undefined);
    assert.match(logEntry(failed).content, /^\[ask_user_question failed\] .*not active/u);
  });
});
