import { strict as assert } from "node:assert";
import { chapters } from "../../../src/vscode/documents/documentFolding";

describe("where a document folds", () => {
  it("is at each task, up to the last line before the next one that says something", () => {
    const lines = [
      "head",
      "",
      "━━ to the agent",
      "Do it",
      "",
      "── agent",
      "done",
      "",
      "━━ to the agent",
      "More",
    ];
    assert.deepEqual(
      chapters(lines.length, (line) => lines[line] ?? ""),
      [
        { start: 2, end: 6 },
        { start: 8, end: 9 },
      ],
    );
  });
});
