import { strict as assert } from "node:assert";
import type { Agent } from "../../../src/models/agent";
import { ActivityOrder } from "../../../src/vscode/fleet/activityOrder";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { type Arrangement, arrange } from "../../../src/vscode/fleet/arrange";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const CHOICE: Omit<Arrangement, "groupBy"> = {
  ...{ sortBy: "activity", filter: "" },
  ...{ allOwners: false, showArchived: false },
};
/** @param at hour of its last report */
const agent = (id: string, at: number, changes: Partial<Agent> = {}) =>
  agentEntry(
    "https://coder.example.com",
    exampleAgent({ id, name: id, status: "busy", stateSince: `2026-11-21T0${at}:00:00Z`, ...changes }),
  );

describe("the order of rows by activity", () => {
  let order: ActivityOrder;
  beforeEach(() => {
    order = new ActivityOrder();
  });
  /** Names in their order, groups divided by a bar. */
  const shown = (groupBy: Arrangement["groupBy"], ...entries: ReturnType<typeof agent>[]): string =>
    arrange(entries, { ...CHOICE, groupBy }, t, order.update(entries))
      .map((group) => group.entries.map((entry) => entry.agent.name).join(" "))
      .join(" | ");

  it("stays while agents go on with what they do, however often they report", () => {
    assert.equal(shown("status", agent("a", 2), agent("b", 1)), "a b");
    assert.equal(shown("status", agent("a", 2), agent("b", 3)), "a b");
    assert.equal(shown("status", agent("a", 5), agent("b", 4)), "a b");
  });

  it("puts one that does something else now before the others", () => {
    const idle = { status: "idle" } as const;
    shown("status", agent("a", 2), agent("b", 1), agent("c", 1, idle));
    assert.equal(shown("status", agent("a", 2), agent("b", 3, idle), agent("c", 1, idle)), "a | b c");
    assert.equal(shown("project", agent("a", 4), agent("b", 3, idle), agent("c", 1, idle)), "b a c");
  });

  it("puts a new one where it belongs", () => {
    shown("status", agent("a", 2), agent("b", 1));
    assert.equal(shown("status", agent("a", 2), agent("b", 4), agent("c", 3)), "c a b");
  });

  it("is the newest again when somebody asks for it", () => {
    shown("status", agent("a", 2), agent("b", 1));
    order.forget();
    assert.equal(shown("status", agent("a", 2), agent("b", 3)), "b a");
  });
});
