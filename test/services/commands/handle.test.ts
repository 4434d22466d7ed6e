import assert from "node:assert/strict";
import { formatHandle, parseHandle } from "../../../src/services/commands/handle";

const handle = {
  workspaceId: "0b2c5d5e-7a52-4f0f-9f0e-0d1f0c6d6b11",
  workspaceAgentName: "main",
  commandId: "0123456789abcdef0123456789abcdef",
};

describe("the handle of a command", () => {
  it("comes back as it was given, also from clients that trim or shout", () => {
    const text = formatHandle(handle);
    assert.deepEqual(parseHandle(text), handle);
    assert.deepEqual(parseHandle(`  ${text}\n`), handle);
    assert.deepEqual(parseHandle(text.replace("abcdef", "ABCDEF")).commandId, handle.commandId);
  });

  for (const [what, text] of [
    ["nothing", ""],
    ["another version", formatHandle(handle).replace("1.", "2.")],
    ["a name for the id", formatHandle({ ...handle, workspaceId: "dev-box" })],
    ["a path", formatHandle({ ...handle, commandId: "../../../../etc/passwd" })],
    ["a longer id", `${formatHandle(handle)}0`],
    ["shell code", formatHandle({ ...handle, commandId: "$(id)" })],
    ["a second line", `${formatHandle(handle)}\nid`],
    ["an agent that is none", formatHandle({ ...handle, workspaceAgentName: "-a" })],
  ] as const) {
    it(`is refused where it holds ${what}`, () => {
      assert.throws(() => parseHandle(text), {
        reason: "bad_argument",
        message: /is not a command's handle/,
      });
    });
  }
});
