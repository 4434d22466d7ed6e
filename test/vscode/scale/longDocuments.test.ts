import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commands, Range, TextEditorRevealType, Uri, window, workspace } from "vscode";
import type { DocumentKind } from "../../../src/vscode/documents/documentAddress";
import type { Parts } from "../../../src/vscode/extension/parts";
import type { AgentEntry } from "../../../src/vscode/fleet/agentEntry";
import { writeWorkspaceLog } from "../../support/workspaceLog";
import { eventually, fleetParts, signIn, signOutOfAll } from "../host/extension";
import { duringPhase, keepMeasurement } from "../host/measurements";
import { orders } from "../host/orders";
import { LINES, logLines, longText, writeConversation } from "./longLines";
import { memoryInUse } from "./memory";

const { otherDeployment } = orders;
/** How long the window is watched after a text is whole, in milliseconds. */
const WATCHED_MS = 1_000;
/** Lines that are written while somebody looks, so many at once, and between two times, in milliseconds. */
const FOLLOWED = 5_000;
const AT_ONCE = 100;
const PAUSE_MS = 100;

describe("a document of 100,000 lines", () => {
  let parts: Parts;
  let entry: AgentEntry;
  before(async () => {
    parts = await fleetParts();
    await signIn(otherDeployment);
    await commands.executeCommand("coderFleet.agents.focus");
    entry = await eventually("an agent with a workspace", () =>
      parts.store.state.entries.find(({ agent }) => agent.status === "idle" && agent.workspace !== null),
    );
    await commands.executeCommand("workbench.action.closeAllEditors");
  });
  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    await signOutOfAll();
  });

  const text = () => window.activeTextEditor?.document.getText() ?? "";
  const shows = (line: string) =>
    eventually(`“${line}” in the document`, () => (text().includes(line) ? true : undefined));
  const workspaceId = () => entry.agent.workspace?.id ?? "";

  /** Opens one and waits until all of it is there. */
  async function open(kind: DocumentKind): Promise<void> {
    await parts.documents.show(kind, entry);
    await shows("log line 99999 ");
    await eventually("the whole text", () => (text().includes("\nLoading…\n") ? undefined : true));
    await sleep(WATCHED_MS);
  }

  it("opens as soon as VS Code opens a file with the same text", async () => {
    const file = join(workspace.workspaceFolders?.[0]?.uri.fsPath ?? "", "same.txt");
    writeFileSync(file, longText());
    await duringPhase("opening a file", async () => {
      await window.showTextDocument(Uri.file(file));
      await shows("log line 99999 ");
      await sleep(WATCHED_MS);
    });
    await commands.executeCommand("workbench.action.closeAllEditors");
    await writeConversation(entry.agent.id);
    await duringPhase("opening a conversation", () => open("log"));
    await commands.executeCommand("workbench.action.closeAllEditors");
  });

  it("is followed while it grows by 1,000 lines a second: each line once, in order", async () => {
    for (let line = 0; line < LINES; line += 10_000) {
      await writeWorkspaceLog(otherDeployment, workspaceId(), logLines(line, 10_000));
    }
    await duringPhase("opening a workspace log", () => open("workspace log"));
    const before = memoryInUse();
    await duringPhase("following", async () => {
      for (let line = LINES; line < LINES + FOLLOWED; line += AT_ONCE) {
        await writeWorkspaceLog(otherDeployment, workspaceId(), logLines(line, AT_ONCE));
        await sleep(PAUSE_MS);
      }
      const writtenAt = Date.now();
      await shows(`log line ${LINES + FOLLOWED - 1} `);
      keepMeasurement("behind_ms", Date.now() - writtenAt);
    });
    keepMeasurement("following_memory_mb", memoryInUse() - before);
    const numbers = [...text().matchAll(/log line (\d+) /gu)].map(([, number]) => Number(number));
    const [first = 0] = numbers;
    assert.deepEqual(
      numbers,
      Array.from({ length: LINES + FOLLOWED - first }, (_, index) => first + index),
    );
  });

  it("lets one read on further up while the oldest lines are dropped and new ones come", async () => {
    const editor = window.activeTextEditor;
    assert.ok(editor);
    const line = 50_000;
    const { text: read } = editor.document.lineAt(line);
    const seen = () => editor.visibleRanges.map((range) => editor.document.getText(range)).join("\n");
    editor.revealRange(new Range(line, 0, line, 0), TextEditorRevealType.InCenter);
    await eventually("the line that is read", () => (seen().includes(read) ? true : undefined));
    const { lineCount } = editor.document;
    // With them there are more than are kept.
    await writeWorkspaceLog(otherDeployment, workspaceId(), logLines(LINES + FOLLOWED, 15_000));
    await shows(`log line ${LINES + FOLLOWED + 14_999} `);
    assert.ok(editor.document.lineCount < lineCount + 15_000, "some were dropped");
    await eventually("the line that is read, still", () => (seen().includes(read) ? true : undefined));
  });

  it("is not followed once nobody can see it", async () => {
    const { uri } = window.activeTextEditor?.document ?? {};
    assert.ok(uri);
    const document = parts.documents.find(uri);
    await commands.executeCommand("workbench.action.closeAllEditors");
    await eventually("no editor", () => (window.visibleTextEditors.length === 0 ? true : undefined));
    await writeWorkspaceLog(otherDeployment, workspaceId(), ["a line that nobody sees"]);
    await sleep(WATCHED_MS);
    assert.ok(document?.text.includes("a line that nobody sees") !== true);
  });
});
