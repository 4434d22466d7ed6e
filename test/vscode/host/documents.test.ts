import assert from "node:assert/strict";
import {
  type CodeLens,
  commands,
  type FoldingRange,
  languages,
  type TextDocument,
  type Uri,
  window,
} from "vscode";
import { createAgent } from "../../../src/services/agents/createAgent";
import { cancelTask } from "../../../src/services/agents/cancelTask";
import type { Parts } from "../../../src/vscode/extension/parts";
import type { AgentEntry } from "../../../src/vscode/fleet/agentEntry";
import { eventually, fleetParts, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";

const { otherDeployment } = orders;
const LONGEST_MS = 60_000;

/** On a deployment that speaks Chats, which streams what agents write. */
describe("documents of agents", () => {
  let parts: Parts;
  before(async () => {
    parts = await fleetParts();
    await signIn(otherDeployment);
    await commands.executeCommand("coderFleet.agents.focus");
    await eventually("the first list", () => (parts.store.state.entries.length > 0 ? true : undefined));
  });
  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    await signOutOfAll();
  });

  const call = () => ({ signal: AbortSignal.timeout(LONGEST_MS) });
  const fleet = () => parts.connections.fleet(otherDeployment.url);

  async function made(name: string, task: string): Promise<AgentEntry> {
    await createAgent(await fleet(), { name, task, taskArgument: "task" }, call());
    return seen(name, () => true);
  }

  /** An agent of the list once it is such. */
  const seen = (name: string, is: (entry: AgentEntry) => boolean): Promise<AgentEntry> =>
    eventually(`${name} in the list`, async () => {
      await parts.store.refresh();
      return parts.store.state.entries.find((entry) => entry.agent.name === name && is(entry));
    });

  const shows = (document: TextDocument, text: RegExp) =>
    eventually(`${String(text)} in the document`, () => (text.test(document.getText()) ? true : undefined));

  const front = (): TextDocument => {
    const document = window.activeTextEditor?.document;
    assert.ok(document, "no editor is in front");
    return document;
  };

  it("show what an agent is writing, and go on while it writes", async () => {
    const entry = await made("writer", "[slow 2000] talk");
    await parts.documents.show("log", entry);
    const document = front();
    assert.equal(document.languageId, "coder-fleet-log");
    await shows(document, /^━━ to the agent · \d\d:\d\d:\d\d\n\[slow 2000\] talk$/mu);
    await shows(document, /── agent is writing…\nword1 word2/u);
    const before = document.getText().length;
    await eventually("more words", () => (document.getText().length > before ? true : undefined));
    await cancelTask(await fleet(), entry.agent.id, call());
    await shows(document, /── agent · \d\d:\d\d:\d\d\nword1 word2/u);
    assert.equal(document.getText().match(/word1 /gu)?.length, 1, "it is there once");
  });

  it("fold at each task, and lead to what can be done with the agent", async () => {
    const { uri } = front();
    const folds = await commands.executeCommand<FoldingRange[]>("vscode.executeFoldingRangeProvider", uri);
    assert.equal(folds.length, 1);
    const titles = await eventually("links for an agent that rests", async () => {
      const lenses = await commands.executeCommand<CodeLens[]>("vscode.executeCodeLensProvider", uri);
      const found = lenses.map(({ command }) => command?.title ?? "");
      return found.some((title) => title.includes("Start Task…")) ? found : undefined;
    });
    assert.ok(titles.some((title) => title.includes("Open in Browser")));
  });

  it("mark a chat as read, which the list shows", async () => {
    const entry = await made("reader", "[plain] hello");
    const unread = await seen("reader", ({ agent }) => agent.chat?.unread === true);
    assert.equal(unread.key, entry.key);
    await parts.documents.show("log", unread);
    await seen("reader", ({ agent }) => agent.chat?.unread === false);
  });

  it("are kept by their address, also when they are opened by it", async () => {
    const uri: Uri = front().uri;
    await commands.executeCommand("workbench.action.closeAllEditors");
    await window.showTextDocument(uri);
    await shows(front(), /hello/u);
    assert.ok((await languages.getLanguages()).includes("coder-fleet-log"));
  });
});
