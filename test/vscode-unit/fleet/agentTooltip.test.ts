import { strict as assert } from "node:assert";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { agentTooltip } from "../../../src/vscode/fleet/agentTooltip";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const now = new Date("2026-11-21T12:00:00Z");
const entry = (changes: Parameters<typeof exampleAgent>[0] = {}) =>
  agentEntry("https://coder.example.com", exampleAgent({ id: "1", ...changes }));
const report = (changes: { state?: string; message?: string; uri?: string }) => ({
  id: "r",
  created_at: "2026-11-21T11:00:00Z",
  state: "working",
  message: "m",
  uri: "",
  needs_user_attention: false,
  ...changes,
});
/** As a person sees it: entities are characters. */
const shown = (markdown: string) =>
  markdown.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));

describe("an agent's tooltip", () => {
  it("tells role, project, owner, last message and last task", () => {
    const history = [report({}), report({ state: "prompt", message: "Fix the login" })];
    const text = shown(agentTooltip(entry({ lastTask: "Opened it" }), history, { now, t }));
    for (const part of ["Reviewer", "Claude Agent", "ada", "Opened it", "Fix the login"])
      assert.ok(text.includes(part), part);
  });

  it("links to the agent's page, and to the newest pull request it reported", () => {
    const history = [report({}), report({ uri: "https://github.com/o/r/pull/7" })];
    const text = agentTooltip(entry(), history, { now, t });
    assert.ok(text.includes("(<https://coder.example.com/tasks/ada/1>)"));
    assert.ok(text.includes("(<https://github.com/o/r/pull/7>)"));
  });

  it("never makes a link of what an agent wrote", () => {
    const hostile = "[run](command:workbench.action.terminal.new) <b>https://evil.example</b>";
    const text = agentTooltip(
      entry({ displayName: hostile, lastTask: hostile, project: hostile, role: hostile, prompt: hostile }),
      [report({ uri: "command:workbench.action.terminal.new" })],
      { now, t },
    );
    const links = [...text.matchAll(/\]\(([^)]*)\)/gu)].map(([, target]) => target);
    assert.deepEqual(links, ["<https://coder.example.com/tasks/ada/1>"]);
    assert.doesNotMatch(text, /<b>|command:/u);
  });
});
