import assert from "node:assert/strict";
import { ValidationError } from "../../../src/models/errors";
import { checkAgentText, MAX_AGENT_TEXT_BYTES } from "../../../src/services/agents/agentText";

describe("a text for an agent", () => {
  it("may have 40,000 characters", () => {
    checkAgentText("x".repeat(40_000), "task");
  });

  for (const [name, text] of [
    ["blank", " \n\t"],
    ["above the documented maximum", "x".repeat(MAX_AGENT_TEXT_BYTES + 1)],
  ] as const) {
    it(`is refused when ${name}, naming the argument`, () => {
      assert.throws(
        () => {
          checkAgentText(text, "task");
        },
        (error) => error instanceof ValidationError && error.message.startsWith("task "),
      );
    });
  }
});
