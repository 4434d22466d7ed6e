import { strict as assert } from "node:assert";
import { folderOf, openWindowUri } from "../../../src/vscode/handover/coderExtensionUri";

const TARGET = {
  deployment: "https://coder.example.com",
  workspace: { owner_name: "ada", name: "fix-login" },
  agent: { name: "main", directory: "~/project", expanded_directory: "/home/ada/a & b" },
};

describe("handing a workspace over to the Coder extension", () => {
  it("names deployment, owner, workspace, workspace agent and folder, in the scheme of this VS Code", () => {
    const { query, ...rest } = openWindowUri("vscode-insiders", TARGET);
    assert.deepEqual(rest, { scheme: "vscode-insiders", authority: "coder.coder-remote", path: "/open" });
    assert.deepEqual(Object.fromEntries(new URLSearchParams(query)), {
      url: "https://coder.example.com",
      owner: "ada",
      workspace: "fix-login",
      agent: "main",
      folder: "/home/ada/a & b",
    });
  });

  it("opens the folder opened last where the workspace names none", () => {
    const agent = { name: "main", directory: "", expanded_directory: "" };
    const query = new URLSearchParams(openWindowUri("vscode", { ...TARGET, agent }).query);
    assert.equal(query.get("openRecent"), "true");
    assert.equal(query.has("folder"), false);
  });

  it("takes the template's folder until the workspace has told what it is, unless a shell has to read it", () => {
    const folder = (directory: string) => folderOf({ name: "main", directory, expanded_directory: "" });
    assert.equal(folder("/workspaces/widgets"), "/workspaces/widgets");
    assert.equal(folder("C:\\widgets"), "C:\\widgets");
    for (const text of ["~/widgets", "$HOME/widgets", "/home/$USER", "widgets"]) {
      assert.equal(folder(text), undefined, text);
    }
  });
});
