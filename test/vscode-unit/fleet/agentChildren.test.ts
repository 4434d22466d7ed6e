import { strict as assert } from "node:assert";
import type { AgentOverview } from "../../../src/services/agents/agentOverview";
import { agentChildren } from "../../../src/vscode/fleet/agentChildren";
import { exampleAgent, exampleChat } from "../../support/agents";
import { english as t } from "../english";

const about = { now: new Date("2026-11-21T12:00:00Z"), t };
const app = {
  id: "app",
  slug: "preview",
  display_name: "Preview",
  url: "https://preview.example.com",
  command: "",
  subdomain_name: "",
  external: true,
  subdomain: false,
  hidden: false,
  health: "healthy",
  statuses: [],
};
const place = {
  apps: [app, { ...app, id: "secret", hidden: true }],
  metrics: [
    {
      result: { collected_at: "", value: "12 %\n", error: "" },
      description: { key: "cpu", display_name: "CPU" },
    },
  ],
  workspaceAgent: {
    id: "wa",
    name: "main",
    status: "connected",
    lifecycle_state: "ready",
    operating_system: "linux",
    directory: "",
    expanded_directory: "",
    health: null,
    apps: [],
    display_apps: [],
  },
};
const entry = (changes: Partial<AgentOverview["history"][number]>) => ({
  id: "1",
  created_at: "2026-11-21T10:00:00Z",
  state: "working",
  message: "m",
  uri: "",
  needs_user_attention: false,
  ...changes,
});
const history = [
  entry({
    id: "3",
    created_at: "2026-11-21T11:00:00Z",
    state: "complete",
    message: "Done",
    uri: "https://x.example/1",
  }),
  entry({ id: "2", state: "prompt", message: "Second prompt", uri: "command:evil" }),
  entry({
    id: "1",
    created_at: "2026-11-20T10:00:00Z",
    state: "failure",
    message: "Broke",
    uri: "command:evil",
  }),
];
const nothing: AgentOverview = {
  agent: exampleAgent({ prompt: "First prompt" }),
  apps: [],
  metrics: [],
  workspaceAgent: null,
  history: [],
  chat: null,
};
const lines = (changes: Partial<AgentOverview>) => agentChildren({ ...nothing, ...changes }, about);
const line = (id: string, changes: Partial<AgentOverview>) => lines(changes).find((each) => each.id === id);

describe("the lines below an agent", () => {
  it("show the task it was given last", () => {
    assert.equal(line("task", { history })?.label, "Second prompt");
  });

  it("show when it reported what, newest first, the task not a second time, with links to the web only", () => {
    assert.deepEqual(
      line("history", { history })?.children?.map(({ label, description, link }) => [
        label,
        description,
        link,
      ]),
      [
        ["1h", "Done", "https://x.example/1"],
        ["1d", "Broke", undefined],
      ],
    );
  });

  it("tell reports apart by icon, and read well aloud", () => {
    const [done, broke] = line("history", { history })?.children ?? [];
    assert.equal(done?.icon.id, "pass-filled");
    assert.equal(broke?.icon.id, "error");
    assert.equal(done.accessibilityLabel, "Done, 1h ago");
    const [present, before] =
      line("history", {
        agent: exampleAgent({ status: "busy" }),
        history: [entry({ id: "b" }), entry({ id: "a" })],
      })?.children ?? [];
    assert.notEqual(present?.icon.id, before?.icon.id);
  });

  it("show what was said instead of a time where the deployment tells none", () => {
    const [untimed] =
      line("history", { history: [entry({ created_at: "", message: "Earlier" })] })?.children ?? [];
    assert.equal(untimed?.label, "Earlier");
  });

  it("show the workspace agent with its apps, but the hidden ones, and its figures", () => {
    const workspaceAgent = line("workspaceAgent", place);
    assert.equal(workspaceAgent?.label, "main");
    assert.deepEqual(
      workspaceAgent.children?.map(({ label, description, link }) => [label, description, link]),
      [
        ["Preview", "healthy", "https://preview.example.com/"],
        ["CPU", "12 %", undefined],
      ],
    );
  });

  it("are the first prompt alone while the workspace does not run", () => {
    assert.deepEqual(
      lines({}).map(({ label }) => label),
      ["First prompt"],
    );
  });

  it("begin with what it asks", () => {
    const agent = exampleChat({ attention: { reason: "question", message: "Here\nor there?" } });
    const [first] = lines({ agent });
    assert.equal(first?.label, "Here or there?");
    assert.equal(first.tooltip, "Here\nor there?");
    assert.equal(first.icon.id, "question");
  });

  it("do not repeat a result that stands in its history", () => {
    const agent = exampleAgent({ attention: { reason: "finished", message: "Done" } });
    assert.equal(line("attention", { agent, history }), undefined);
  });

  it("say why it is in its state, once", () => {
    const failed = { status: "failed", attention: { reason: "failed", message: "No key" } } as const;
    assert.deepEqual(
      lines({ agent: exampleChat({ ...failed, statusReason: "No key" }) }).map(({ label }) => label),
      ["No key"],
    );
    const [queued] = lines({ agent: exampleChat({ status: "busy", statusReason: "queued" }) });
    assert.equal(queued?.label, "queued");
  });
});

describe("the lines below a chat", () => {
  const chat = {
    model: "Large",
    waiting: [{ id: 7, text: "And\na test", createdAt: "2026-11-21T11:57:00Z" }],
    costMicros: 21_300,
    requests: 3,
    unpricedRequests: 0,
    context: { tokens: 42_000, limit: 200_000 },
  };
  const changes = {
    url: "https://github.com/o/r/pull/12",
    number: 12,
    state: "open",
    additions: 12,
    deletions: 3,
    changedFiles: 2,
  };

  it("show each message that waits, by its id", () => {
    const waiting = line("waiting:7", { chat });
    assert.equal(waiting?.label, "And a test");
    assert.equal(waiting.description, "waiting 3m");
    assert.equal(waiting.waiting, 7);
  });

  it("show cost, requests, tokens and model, the weightiest first", () => {
    const cost = line("cost", { chat });
    assert.equal(cost?.label, "$0.02");
    assert.equal(cost.description, "3 requests · 42K of 200K tokens · Large");
  });

  it("show small costs with the digits that count, and none that nobody knows", () => {
    assert.equal(line("cost", { chat: { ...chat, costMicros: 6_800 } })?.label, "$0.0068");
    const unpriced = line("cost", { chat: { ...chat, costMicros: 0, unpricedRequests: 3 } });
    assert.equal(unpriced?.label, "3 requests");
    assert.match(unpriced.tooltip ?? "", /3 requests have no known price/u);
    const unused = {
      model: null,
      waiting: [],
      costMicros: 0,
      requests: 0,
      unpricedRequests: 0,
      context: null,
    };
    assert.equal(line("cost", { chat: unused }), undefined);
  });

  it("lead to the pull request, with its state and the size of the changes", () => {
    const pull = line("changes", { agent: exampleChat({}, { pullRequest: changes }) });
    assert.equal(pull?.label, "#12 +12 −3");
    assert.equal(pull.description, "open · 2 files");
    assert.equal(pull.link, changes.url);
    assert.equal(pull.icon.id, "git-pull-request");
  });

  it("show changes without a pull request, and links to the web only", () => {
    const pullRequest = { ...changes, number: null, state: "", url: "command:evil", changedFiles: 1 };
    const diff = line("changes", { agent: exampleChat({}, { pullRequest }) });
    assert.equal(diff?.label, "+12 −3");
    assert.equal(diff.description, "1 file");
    assert.equal(diff.link, undefined);
  });
});
