import assert from "node:assert/strict";
import { ValidationError } from "../../../src/models/errors";
import { workspaceSchema } from "../../../src/models/coder/workspace";
import { parseWorkspaceName, pickWorkspaceAgent } from "../../../src/services/workspaces/resolveWorkspace";

const id = "0b2c5d5e-7a52-4f0f-9f0e-0d1f0c6d6b11";

describe("how a workspace is named", () => {
  for (const [text, reference, workspaceAgentName] of [
    ["api", { kind: "name", owner: "me", name: "api" }, null],
    [" mia/Api ", { kind: "name", owner: "mia", name: "Api" }, null],
    ["mia/api.Main", { kind: "name", owner: "mia", name: "api" }, "main"],
    ["api.dev-2", { kind: "name", owner: "me", name: "api" }, "dev-2"],
    [id.toUpperCase(), { kind: "id", id }, null],
    [`${id}.main`, { kind: "id", id }, "main"],
  ] as const) {
    it(`takes ${text}`, () => {
      assert.deepEqual(parseWorkspaceName(text), { reference, workspaceAgentName });
    });
  }

  for (const text of [
    "",
    "a b",
    "a/b/c",
    "../users",
    "api.",
    "api.a.b",
    "api./x",
    "api.$(id)",
    "-a",
    "a\nb",
  ]) {
    it(`refuses ${JSON.stringify(text)} before any request`, () => {
      assert.throws(() => parseWorkspaceName(text), { reason: "bad_argument" });
    });
  }
});

describe("the workspace agent of a workspace", () => {
  const agent = (name: string) => ({ id: name, name, status: "connected", lifecycle_state: "ready" });
  const workspace = (...names: readonly string[]) =>
    workspaceSchema.parse({
      id,
      name: "api",
      created_at: "2026-01-01T00:00:00Z",
      latest_build: {
        id,
        build_number: 1,
        transition: "start",
        status: names.length === 0 ? "stopped" : "running",
        created_at: "2026-01-01T00:00:00Z",
        job: { status: "succeeded" },
        resources: [{ agents: names.map(agent) }],
      },
    });
  const pick = (workspaceAgentName: string | null, ...names: readonly string[]) =>
    pickWorkspaceAgent({ workspace: workspace(...names), workspaceAgentName }).name;

  it("is the only one, or the named one in any case", () => {
    assert.equal(pick(null, "main"), "main");
    assert.equal(pick("second", "main", "Second"), "Second");
  });

  it("must be named where there are several; the error says which there are", () => {
    assert.throws(
      () => pick(null, "main", "second"),
      (error) => error instanceof ValidationError && error.hint.includes("api.main, api.second"),
    );
    assert.throws(() => pick("third", "main"), { reason: "bad_argument", message: /'third'/u });
  });

  it("is missing while the workspace does not run; the hint starts it", () => {
    assert.throws(() => pick(null), {
      reason: "wrong_state",
      message: /is stopped/u,
      hint: /start_workspace/u,
    });
  });
});
