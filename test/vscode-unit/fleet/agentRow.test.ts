import { strict as assert } from "node:assert";
import { AGENT_STATUSES } from "../../../src/models/agent";
import { agentEntry, subAgentEntries } from "../../../src/vscode/fleet/agentEntry";
import { agentIcon, agentRow } from "../../../src/vscode/fleet/agentRow";
import type { GroupBy } from "../../../src/vscode/fleet/arrange";
import { exampleAgent, exampleChat } from "../../support/agents";
import { english as t } from "../english";

const now = new Date("2026-11-21T12:00:00Z");
const url = "https://coder.example.com";
const rowOf = (agent: ReturnType<typeof exampleAgent>, groupedBy?: GroupBy, withOwner = false) =>
  agentRow(agentEntry(url, agent), {
    now,
    withOwner,
    t,
    ...(groupedBy === undefined ? {} : { groupedBy }),
  });
const row = (changes: Parameters<typeof exampleAgent>[0] = {}, groupedBy?: GroupBy) =>
  rowOf(exampleAgent(changes), groupedBy);
const working = {
  name: "fix-login",
  status: "busy",
  project: "Claude",
  stateSince: "2026-11-21T11:57:00Z",
} as const;

describe("an agent's row", () => {
  it("shows the name, then status, elapsed time and project", () => {
    const { label, description } = row(working);
    assert.equal(label, "fix-login");
    assert.equal(description, "working · 3m · Claude");
  });

  it("does not repeat what its group says", () => {
    assert.equal(row(working, "status").description, "3m · Claude");
    assert.equal(row(working, "project").description, "working · 3m");
    assert.equal(row({ ...working, project: "None" }).description, "working · 3m");
  });

  it("says the status where a group holds several", () => {
    const finished = { ...working, status: "idle", attention: { reason: "finished" } } as const;
    assert.equal(row(finished, "status").description, "done · 3m · Claude");
    assert.equal(row({ ...working, status: "starting" }, "status").description, "starting · 3m · Claude");
    assert.equal(row({ ...working, status: "offline" }, "status").description, "offline · 3m · Claude");
    assert.equal(row({ ...working, status: "canceled" }, "status").description, "canceled · 3m · Claude");
  });

  it("counts in whole minutes, so that it is not drawn again each second", () => {
    assert.equal(
      row({ ...working, stateSince: "2026-11-21T11:59:30Z" }).description,
      "working · now · Claude",
    );
    assert.equal(row({ ...working, stateSince: "", updatedAt: "" }).description, "working · Claude");
  });

  it("shows the owner where the list may hold others' agents, unless the group does, and the name before it", () => {
    const agent = exampleAgent({ ...working, owner: "mia" });
    const { label, description, accessibilityLabel } = rowOf(agent, "status", true);
    assert.equal(label, "fix-login");
    assert.equal(description, "mia · 3m · Claude");
    assert.equal(accessibilityLabel, "fix-login, working for 3m, project Claude, owner mia");
    assert.equal(rowOf(agent, "owner", true).description, "working · 3m · Claude");
  });

  it("says what needs the person instead of the bare status", () => {
    assert.match(row({ status: "idle", attention: { reason: "question" } }).description, /^asks · /u);
    assert.match(row({ status: "idle", attention: { reason: "finished" } }).description, /^done · /u);
  });

  it("tells planning from working, and what was put away from what is paused", () => {
    const planning = rowOf(exampleChat({ status: "busy" }, { planMode: true }), "status");
    assert.match(planning.description, /^planning · /u);
    const archived = rowOf(exampleChat({ status: "stopped" }, { archived: true }));
    assert.match(archived.description, /^archived · /u);
    assert.equal(archived.icon.id, "archive");
  });

  it("marks what nobody has read", () => {
    const unread = rowOf(exampleChat({}, { unread: true }));
    assert.ok(unread.unread);
    assert.match(unread.accessibilityLabel, /, unread$/u);
    assert.ok(!row().unread);
  });

  it("never relies on colour: screen readers hear the status", () => {
    assert.match(row({ status: "failed" }).accessibilityLabel, /failed/u);
  });

  it("has only colours that high contrast themes know too", () => {
    for (const status of AGENT_STATUSES) {
      const { color } = agentIcon({ status, attention: null });
      assert.doesNotMatch(color ?? "", /^list\./u);
    }
  });

  it("shows escapes, bidi overrides and line ends of a project as nothing", () => {
    const { description } = row({ project: "\u001B[31mred\u001B[0m\u202Edlrow\nnext" });
    assert.match(description, / · reddlrow next$/u);
  });

  it("has an icon for every status, two differ at least in name or colour", () => {
    const icons = AGENT_STATUSES.map((status) => agentIcon({ status, attention: null }));
    assert.equal(icons.length, AGENT_STATUSES.length);
    assert.notDeepEqual(
      agentIcon({ status: "idle", attention: null }),
      agentIcon({ status: "busy", attention: null }),
    );
  });

  it("holds what can be done with it as whole words in its context value, which menus look for", () => {
    const tags = row({ status: "idle", attention: { reason: "question" } }).contextValue.split(" ");
    assert.deepEqual(tags.slice(0, 3), ["agent", "idle", "asks"]);
    assert.ok(tags.includes("canStart"));
  });
});

describe("a sub-agent's row", () => {
  const child = {
    id: "child",
    title: "Read the tests",
    status: "busy",
    unread: true,
    updatedAt: "2026-11-21T11:58:00Z",
  } as const;
  const [entry] = subAgentEntries(agentEntry(url, exampleChat({ status: "idle" }, { children: [child] })));

  it("shows its own title, state and unread mark, and nothing that its parent says", () => {
    assert.ok(entry);
    const { label, description, icon, unread } = agentRow(entry, {
      now,
      withOwner: true,
      groupedBy: "status",
      t,
    });
    assert.equal(label, "Read the tests");
    assert.equal(description, "working · 2m");
    assert.deepEqual(icon, agentIcon({ status: "busy", attention: null }));
    assert.ok(unread);
  });

  it("is an agent to ask about: it has a key of its own and its parent's owner", () => {
    assert.deepEqual([entry?.key, entry?.agent.owner], [`${url}|child`, "ada"]);
  });
});
