import { strict as assert } from "node:assert";
import type { AgentOverview } from "../../../src/services/agents/agentOverview";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { agentTooltip } from "../../../src/vscode/fleet/agentTooltip";
import { exampleAgent, exampleChat } from "../../support/agents";
import { english as t } from "../english";

const now = new Date("2026-11-21T12:00:00Z");
const report = (changes: { state?: string; message?: string; uri?: string }) => ({
  id: "r",
  created_at: "2026-11-21T11:00:00Z",
  state: "working",
  message: "m",
  uri: "",
  needs_user_attention: false,
  ...changes,
});
/** What the list said of an agent, and a closer look that brought the same and more. */
const tooltip = (agent: AgentOverview["agent"], more: Partial<AgentOverview> = {}) =>
  agentTooltip(
    agentEntry("https://coder.example.com", agent),
    { agent, apps: [], metrics: [], workspaceAgent: null, history: [], chat: null, ...more },
    { now, t },
  );
const task = (changes: Parameters<typeof exampleAgent>[0] = {}) => exampleAgent({ id: "1", ...changes });
/** As a person sees it: entities are characters. */
const shown = (markdown: string) =>
  markdown.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));
const times = (text: string, part: string) => text.split(part).length - 1;

describe("an agent's tooltip", () => {
  it("is headed by the agent's name", () => {
    assert.match(
      shown(tooltip(task({ name: "fix-login", displayName: "Fix the login" }))),
      /^### fix-login\n/u,
    );
  });

  it("tells role, project, owner, last message and last task", () => {
    const history = [report({}), report({ state: "prompt", message: "Fix the login" })];
    const text = shown(tooltip(task({ lastTask: "Opened it" }), { history }));
    for (const part of ["Reviewer", "Claude Agent", "ada", "Opened it", "Fix the login"])
      assert.ok(text.includes(part), part);
  });

  it("tells a text once, though title, task and last message are often the same", () => {
    const text = shown(tooltip(task({ displayName: "Fix it", lastTask: "Fix it", prompt: "Fix it" })));
    assert.equal(times(text, "Fix it"), 1);
  });

  it("links to the agent's page, and to the newest pull request it reported", () => {
    const history = [report({}), report({ uri: "https://github.com/o/r/pull/7" })];
    const text = tooltip(task(), { history });
    assert.ok(text.includes("(<https://coder.example.com/tasks/ada/1>)"));
    assert.ok(text.includes("(<https://github.com/o/r/pull/7>)"));
  });

  it("tells of a chat its question, changes and cost", () => {
    const pullRequest = {
      url: "https://github.com/o/r/pull/12",
      number: 12,
      state: "open",
      additions: 12,
      deletions: 3,
      changedFiles: 2,
    };
    const agent = exampleChat(
      { attention: { reason: "question", message: "Here or there?" } },
      { pullRequest },
    );
    const chat = {
      model: "Large",
      waiting: [],
      costMicros: 21_300,
      requests: 3,
      unpricedRequests: 0,
      context: null,
    };
    const text = tooltip(agent, { chat });
    assert.ok(text.includes("(<https://github.com/o/r/pull/12>)"));
    for (const part of ["Here or there?", "#12 open", "+12 −3", "$0.02 · 3 requests · Large"])
      assert.ok(shown(text).includes(part), part);
  });

  it("keeps what only the list knows: that nobody has looked at the result", () => {
    const listed = exampleChat({ attention: { reason: "finished" } });
    const text = tooltip(listed, { agent: { ...listed, attention: null } });
    assert.match(shown(text), /^done · /mu);
  });

  it("calls what failed a reason, not a question, and a result the last message", () => {
    const failed = { status: "failed", attention: { reason: "failed", message: "No key" } } as const;
    assert.match(shown(tooltip(task(failed))), /\*\*Reason\*\* No key/u);
    const finished = { lastTask: "Done", attention: { reason: "finished", message: "Done" } } as const;
    assert.match(shown(tooltip(task(finished))), /\*\*Last message\*\* Done/u);
  });

  it("tells what the list knows where there was no time for more", () => {
    const entry = agentEntry("https://coder.example.com", task({ lastTask: "Opened it" }));
    assert.ok(shown(agentTooltip(entry, undefined, { now, t })).includes("Opened it"));
  });

  it("never makes a link of what an agent wrote", () => {
    const hostile = "[run](command:workbench.action.terminal.new) <b>https://evil.example</b>";
    const pullRequest = {
      url: "command:workbench.action.terminal.new",
      number: 1,
      state: hostile,
      additions: 0,
      deletions: 0,
      changedFiles: 0,
    };
    const agent = exampleChat(
      {
        id: "1",
        displayName: hostile,
        lastTask: `${hostile}!`,
        project: hostile,
        role: hostile,
        prompt: `${hostile}?`,
      },
      { pullRequest },
    );
    const text = tooltip(agent, { history: [report({ uri: "command:workbench.action.terminal.new" })] });
    const links = [...text.matchAll(/\]\(([^)]*)\)/gu)].map(([, target]) => target);
    assert.deepEqual(links, ["<https://coder.example.com/agents/1>"]);
    assert.doesNotMatch(text, /<b>|command:/u);
  });
});
