import { strict as assert } from "node:assert";
import { ConfigurationError } from "../../../src/models/configuration";
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

  it("says the same of workspaces", () => {
    const says = (hint: string) => errorText(new ValidationError("wrong_state", { message: "No.", hint }));
    assert.equal(says("start_workspace starts it."), "No. “Resume” starts it.");
    assert.equal(
      says("Ask get_workspace_status until it has ended, then call again."),
      "No. Wait until it has ended, then try again.",
    );
    assert.equal(
      says("Wait until get_workspace_status says connected; if it stays so, stop and start the workspace."),
      "No. Wait until it is connected; if it stays so, stop and start the workspace.",
    );
  });

  it("calls settings what they are called in VS Code", () => {
    const error = new ConfigurationError("http://a would send; allowed: https://, or --allow-http");
    assert.match(errorText(error), /or the setting coderFleet\.allowHttp$/u);
    const late = new ValidationError("wrong_state", {
      message: "Late.",
      hint: "raise --timeout of the server.",
    });
    assert.equal(errorText(late), "Late. raise the setting coderFleet.timeout.");
  });

  it("names no environment variable where the token was refused", () => {
    const error = new AuthenticationError({ message: "401", hint: "set CODER_SESSION_TOKEN" });
    assert.doesNotMatch(errorText(error), /CODER_/u);
  });

  it("is one line without escapes", () => {
    assert.equal(errorText(new Error("a\n\u001B[31mb")), "a b");
  });
});
