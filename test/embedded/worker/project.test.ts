import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { applyEdits, prepareProject, projectDirectory } from "../../../src/embedded/worker/project";

describe("the project in a workspace", () => {
  let home: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), "project-"));
  });
  afterEach(() => {
    rmSync(home, { recursive: true, force: true });
  });

  it("lies where the template says, below the workspace's own folder", () => {
    assert.equal(projectDirectory("/tmp/w", "/home/coder/project"), "/tmp/w/project");
    assert.equal(projectDirectory("/tmp/w", "/home/coder"), "/tmp/w");
    assert.equal(projectDirectory("/tmp/w", ""), "/tmp/w");
    assert.equal(projectDirectory("/tmp/w", "/etc"), "/tmp/w");
  });

  it("is made once, and what is changed in it stays", () => {
    prepareProject(home);
    writeFileSync(join(home, "src/login.js"), "mine");
    prepareProject(home);
    assert.equal(readFileSync(join(home, "src/login.js"), "utf8"), "mine");
  });

  it("is edited for real, each text on lines of its own", () => {
    prepareProject(home);
    writeFileSync(join(home, "src/login.js"), "no line break");
    applyEdits(home, [
      { file: "src/login.js", text: "// one\n" },
      { file: "notes/CHANGES.md", text: "- one\n" },
    ]);
    assert.equal(readFileSync(join(home, "src/login.js"), "utf8"), "no line break\n// one\n");
    assert.equal(readFileSync(join(home, "notes/CHANGES.md"), "utf8"), "- one\n");
  });
});
