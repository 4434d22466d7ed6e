import { strict as assert } from "node:assert";
import type { Agent } from "../../../src/models/agent";
import type { NewsReason } from "../../../src/vscode/attention/attentionNews";
import { fleetSummary } from "../../../src/vscode/attention/fleetSummary";
import { noticeText, wantedNews } from "../../../src/vscode/attention/notice";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const entry = (changes: Partial<Agent>) => agentEntry("https://coder.example.com", exampleAgent(changes));
const piece = (name: string, reason: NewsReason, changes: Partial<Agent> = {}) => ({
  entry: entry({ name, ...changes }),
  reason,
});

describe("news of the fleet in words", () => {
  it("quotes the question of one agent, on one line and without escapes", () => {
    const question = { reason: "question", message: "Which\n\u001B[31mone\u001B[0m?" } as const;
    assert.equal(noticeText([piece("fix", "asks", { attention: question })], t), "fix asks you: Which one?");
  });

  it("is one message for several agents, with four of them named", () => {
    const news = ["a", "b", "c", "d", "e"].map((name) => piece(name, name === "a" ? "asks" : "finished"));
    assert.equal(
      noticeText(news, t),
      "5 agents: a asks you, b finished, c finished, d finished, … and 1 more",
    );
  });

  it("leaves out what the person does not want", () => {
    const news = [piece("a", "finished"), piece("b", "failed")];
    assert.equal(wantedNews(news, "all").length, 2);
    assert.deepEqual(wantedNews(news, "needsYou"), [news[1]]);
    assert.deepEqual(wantedNews(news, "off"), []);
  });
});

describe("the fleet in the status bar", () => {
  it("counts who waits, works and failed, in icons and in words", () => {
    const entries = [
      entry({ status: "busy" }),
      entry({ status: "idle", attention: { reason: "question" } }),
      entry({ status: "failed", attention: { reason: "failed" } }),
      entry({ status: "idle" }),
    ];
    assert.deepEqual(fleetSummary(entries, t), {
      text: "$(bell-dot) 1 $(hubot) 1 $(error) 1",
      words: "Agents: 1 waiting for you, 1 working, 1 failed",
      needsYou: true,
    });
  });

  it("says how many work where nobody waits, and nothing where there are none", () => {
    assert.deepEqual(fleetSummary([entry({ status: "idle" })], t), {
      text: "$(hubot) 0",
      words: "Agents: 0 working",
      needsYou: false,
    });
    assert.equal(fleetSummary([], t), undefined);
  });
});
