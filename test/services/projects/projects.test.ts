import assert from "node:assert/strict";
import { templateSchema } from "../../../src/models/coder/template";
import { ValidationError } from "../../../src/models/errors";
import { pickProject, pickRole } from "../../../src/services/projects/projects";

const template = (name: string, display_name = "", id = name) =>
  templateSchema.parse({ id, name, display_name, active_version_id: `${name}-v1` });
const preset = (name: string, isDefault = false) => ({
  id: `${name}-id`,
  name,
  default: isDefault,
  description: "",
  parameters: [],
});
const refused = (reason: string, listed: string) => (error: unknown) =>
  error instanceof ValidationError && error.reason === reason && error.hint.includes(listed);

describe("a project (A7, A9)", () => {
  const templates = [template("claude-agent", "Claude Agent"), template("docs"), template("x", "docs-x")];

  it("is found by display name, template name or id, in any case", () => {
    assert.equal(pickProject(templates, " claude AGENT ").name, "claude-agent");
    assert.equal(pickProject(templates, "CLAUDE-agent").name, "claude-agent");
    assert.equal(pickProject(templates, "DOCS").name, "docs");
  });

  it("that is not there is refused with those that are", () => {
    assert.throws(() => pickProject(templates, "nope"), refused("missing_project", "Claude Agent"));
  });

  it("of an ambiguous display name is refused with the template names", () => {
    const twins = [template("one", "Twin"), template("two", "twin")];
    assert.throws(() => pickProject(twins, "Twin"), refused("conflict", "template names"));
  });
});

describe("a role (A9)", () => {
  const presets = [preset("Writer"), preset("Reviewer", true)];

  it("is the named one in any case", () => {
    assert.equal(pickRole(presets, "writer", "p")?.name, "Writer");
  });

  it("is the default one when none is named, else the first, else none", () => {
    assert.equal(pickRole(presets, undefined, "p")?.name, "Reviewer");
    assert.equal(pickRole([preset("A"), preset("B")], undefined, "p")?.name, "A");
    assert.equal(pickRole([], undefined, "p"), null);
  });

  it("that is not there is refused with those that are", () => {
    assert.throws(() => pickRole(presets, "boss", "p"), refused("missing_role", "'Writer', 'Reviewer'"));
    assert.throws(() => pickRole([], "boss", "p"), refused("missing_role", "none"));
  });
});
