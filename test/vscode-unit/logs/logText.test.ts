import { strict as assert } from "node:assert";
import { logText } from "../../../src/vscode/logs/logText";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const log = {
  agent: exampleAgent({ name: "fix", status: "busy" }),
  entries: [
    { id: 0, content: "Do it", type: "input" as const, time: "2026-11-21T11:00:00Z" },
    { id: 1, content: "\u001B[32mdone\u001B[0m\r\n", type: "output" as const, time: "2026-11-21T11:01:00Z" },
  ],
  omitted: 0,
  snapshot: false,
  snapshotAt: null,
};

describe("an agent's log as a document", () => {
  it("says whose it is, then who said what when, without terminal escapes", () => {
    assert.equal(
      logText(log, t),
      [
        "fix · working · Claude Agent",
        "── to the agent · 2026-11-21T11:00:00Z\nDo it",
        "── agent · 2026-11-21T11:01:00Z\ndone",
      ].join("\n\n"),
    );
  });

  it("says that it was saved at a stop, what is not shown, and that nothing was said", () => {
    assert.match(
      logText({ ...log, snapshot: true, snapshotAt: "2026-11-20" }, t),
      /Saved when the agent stopped \(2026-11-20\)/u,
    );
    assert.match(logText({ ...log, omitted: 3 }, t), /3 older entries are not shown/u);
    assert.match(logText({ ...log, entries: [] }, t), /Nothing was said yet/u);
  });
});
