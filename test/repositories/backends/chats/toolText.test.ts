import assert from "node:assert/strict";
import { toolText } from "../../../../src/repositories/backends/chats/toolText";

/** Arguments and results as Coder's tools have them (recordings `chats-live/messages_*`). */
describe("what happened with an agent's tool", () => {
  it("leads with the command, without how it was meant", () => {
    assert.equal(
      toolText("calls execute", { command: "echo $ROLE; pwd", model_intent: "running a command" }),
      "[calls execute] echo $ROLE; pwd",
    );
  });

  it("shows a command's output as it came, and nothing of its going well", () => {
    const answered = (output: string) =>
      toolText("execute answered", { output, success: true, exit_code: 0, wall_duration_ms: 7 });
    assert.equal(answered("Linux\n"), "[execute answered] Linux");
    assert.equal(answered("hi from chat\nLinux\n"), "[execute answered]\nhi from chat\nLinux");
    assert.equal(answered(""), "[execute answered]");
  });

  it("says that a command failed, and how", () => {
    const failed = { success: false, exit_code: 2, wall_duration_ms: 7 };
    assert.equal(
      toolText("execute answered", { output: "a\nb\n", ...failed }),
      "[execute answered]\na\nb\nsuccess=false exit_code=2",
    );
    assert.equal(
      toolText("execute answered", { output: "", ...failed }),
      "[execute answered] success=false exit_code=2",
    );
    assert.equal(
      toolText("execute failed", { error: "no workspace is associated with this chat." }),
      "[execute failed] no workspace is associated with this chat.",
    );
  });

  it("names the fields of what has no main text", () => {
    assert.equal(
      toolText("calls create_workspace", { template_id: "edab", name: "mia", parameters: { a: "1" } }),
      '[calls create_workspace] template_id=edab name=mia parameters={"a":"1"}',
    );
    assert.equal(toolText("get_weather answered", { temp: 21 }), "[get_weather answered] temp=21");
    assert.equal(toolText("write_file answered", { ok: true }), "[write_file answered]");
    assert.equal(toolText("calls list_agents", {}), "[calls list_agents]");
  });

  it("keeps what else a call says on one line, shortened", () => {
    const content = `# Plan\n\n${"x".repeat(200)}`;
    const text = toolText("calls write_file", { path: "/home/coder/PLAN.md", content });
    assert.match(text, /^\[calls write_file\] \/home\/coder\/PLAN\.md content=# Plan x+…$/u);
    assert.ok(text.length < 140);
  });

  it("cuts what is long, whatever it is", () => {
    assert.equal(toolText("x failed", "Tool execution timed out"), "[x failed] Tool execution timed out");
    assert.equal(toolText("x answered", undefined), "[x answered]");
    const many = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, index]));
    for (const long of ["x".repeat(5_000), { output: "line\n".repeat(5_000) }, Array(5_000).fill(1), many]) {
      assert.ok(toolText("x answered", long).length <= 320);
    }
  });
});
