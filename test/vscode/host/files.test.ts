import assert from "node:assert/strict";
import { commands, FileType, Position, Uri, window, workspace, WorkspaceEdit } from "vscode";
import type { Fleet } from "../../../src/services/fleet";
import type { Parts } from "../../../src/vscode/extension/parts";
import { fileUri } from "../../../src/vscode/files/fileAddress";
import { eventually, fleetParts, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";
import { runningAgent } from "./runningAgent";

const { deployment } = orders;

describe("files of an agent's workspace", () => {
  let parts: Parts;
  let fleet: Fleet;
  let workspaceId: string;
  let folder: Uri;
  const call = () => ({ signal: AbortSignal.timeout(30_000) });
  const at = (name: string) => Uri.joinPath(folder, name);
  /** What is in the workspace, not by way of VS Code. */
  const inside = async (uri: Uri): Promise<string> => {
    const { readFile } = await import("../../../src/services/files/readFile");
    return (await readFile(fleet, { workspace: workspaceId, path: uri.path }, call())).content.text;
  };
  const writeInside = async (uri: Uri, content: string): Promise<void> => {
    const { writeFile } = await import("../../../src/services/files/writeFile");
    await writeFile(fleet, { workspace: workspaceId, path: uri.path, content }, call());
  };

  before(async () => {
    parts = await fleetParts();
    await signIn(deployment);
    await commands.executeCommand("coderFleet.agents.focus");
    const { entry } = await runningAgent(parts);
    workspaceId = entry.agent.workspace?.id ?? "";
    fleet = await parts.connections.fleet(deployment.url);
    const { listDirectory } = await import("../../../src/services/files/listDirectory");
    const { path } = await listDirectory(fleet, { workspace: workspaceId, page: 1, pageSize: 1 }, call());
    folder = Uri.joinPath(Uri.from(fileUri(deployment.url, workspaceId, path)), "files of the test");
    await workspace.fs.createDirectory(folder);
  });
  after(async () => {
    await commands.executeCommand("workbench.action.closeAllEditors");
    await signOutOfAll();
  });

  it("are opened, edited and saved in an editor", async () => {
    const uri = at("größe ‘1’.txt");
    await writeInside(uri, "one\r\ntwo\r\n");
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    assert.equal(document.getText(), "one\r\ntwo\r\n");
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(1, 0), "and ");
    await workspace.applyEdit(edit);
    assert.ok(await document.save());
    assert.equal(await inside(uri), "one\r\nand two\r\n");
  });

  it("are listed, moved, and removed with what is in them", async () => {
    await workspace.fs.createDirectory(at("deep"));
    await workspace.fs.writeFile(at("deep/a"), Buffer.from([0, 255, 10]));
    await workspace.fs.rename(at("deep/a"), at("deep/b"));
    assert.deepEqual(await workspace.fs.readDirectory(at("deep")), [["b", FileType.File]]);
    assert.deepEqual([...(await workspace.fs.readFile(at("deep/b")))], [0, 255, 10]);
    const { size, type } = await workspace.fs.stat(at("deep/b"));
    assert.deepEqual([size, type], [3, FileType.File]);
    await workspace.fs.delete(at("deep"), { recursive: true });
    await assert.rejects(async () => workspace.fs.stat(at("deep")), { code: "FileNotFound" });
  });

  it("are not written over where somebody else changed them", async () => {
    const uri = at("shared.txt");
    await writeInside(uri, "mine\n");
    const document = await workspace.openTextDocument(uri);
    await window.showTextDocument(document);
    const edit = new WorkspaceEdit();
    edit.insert(uri, new Position(0, 0), "still ");
    await workspace.applyEdit(edit);
    await writeInside(uri, "theirs, which is longer\n");
    assert.equal(await document.save(), false);
    assert.equal(await inside(uri), "theirs, which is longer\n");
    await commands.executeCommand("workbench.action.files.revert");
    await eventually("their version in the editor", () =>
      document.getText() === "theirs, which is longer\n" ? true : undefined,
    );
  });

  it("of a deployment nobody is signed in to are out of reach, in words", async () => {
    const elsewhere = Uri.from(fileUri("https://coder.invalid", workspaceId, "/etc/hostname"));
    await assert.rejects(async () => workspace.fs.readFile(elsewhere), { code: "Unavailable" });
  });
});
