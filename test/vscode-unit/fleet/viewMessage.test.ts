import { strict as assert } from "node:assert";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { viewMessage } from "../../../src/vscode/fleet/viewMessage";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const entries = [agentEntry("https://coder.example.com", exampleAgent())];
const state = { view: "agents", entries, notes: [], hasChats: false } as const;
const message = (changes: object, choice = { filter: "", allOwners: false }, shown = 1) =>
  viewMessage({ ...state, ...changes }, choice, shown, t);

describe("the line above the tree", () => {
  it("is empty where everything is shown", () => {
    assert.equal(message({}), "");
    assert.equal(message({}, { filter: "", allOwners: true }), "");
  });

  it("tells the filter and what it leaves, also nothing", () => {
    assert.equal(message({}, { filter: "login", allOwners: false }, 0), "Filter “login”: 0 of 1 agents.");
    assert.equal(
      message({}, { filter: "login", allOwners: true }),
      "Filter “login”: 1 of 1 agents of all owners.",
    );
  });

  it("tells what is wrong with the list", () => {
    assert.equal(message({ notes: ["It failed."] }), "It failed.");
  });

  it("says that the view is loading, from its first moment on", () => {
    assert.equal(message({ view: "loading" }), "Looking for your agents…");
  });

  it("never stands beside a welcome text, which it would hide", () => {
    assert.equal(message({ view: "empty", notes: ["It failed."] }, { filter: "x", allOwners: false }), "");
  });
});
