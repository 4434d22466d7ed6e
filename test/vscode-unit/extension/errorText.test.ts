import { strict as assert } from "node:assert";
import { AuthenticationError, ValidationError } from "../../../src/models/errors";
import { errorText } from "../../../src/vscode/extension/errorText";

describe("a failure in words for a person", () => {
  it("is its message and its hint, with commands instead of tools", () => {
    const error = new ValidationError("wrong_state", {
      message: "Agent 'a' is stopped; only a busy agent has a task to cancel.",
      hint: "resume_agent starts it again; start_agent_task does both with start_if_stopped=true.",
    });
    assert.equal(
      errorText(error),
      "Agent 'a' is stopped; only a busy agent has a task to cancel. “Resume” starts it again; “Start Task” does both.",
    );
  });

  it("names no environment variable where the token was refused", () => {
    const error = new AuthenticationError({ message: "401", hint: "set CODER_SESSION_TOKEN" });
    assert.doesNotMatch(errorText(error), /CODER_/u);
  });

  it("is one line without escapes", () => {
    assert.equal(errorText(new Error("a\n\u001B[31mb")), "a b");
  });
});
