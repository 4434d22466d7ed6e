import { strict as assert } from "node:assert";
import { clockTime } from "../../../src/vscode/documents/moments";
import { built, logged, type Passage, spoken } from "../../../src/vscode/documents/passage";
import { Transcript } from "../../../src/vscode/documents/transcript";
import { english as t } from "../english";

const MONDAY = "2026-11-16T12:00:00Z";
const LATER = "2026-11-16T12:00:09Z";
const TUESDAY = "2026-11-17T12:00:00Z";

function transcript(...passages: readonly Passage[]): Transcript {
  const made = new Transcript("en");
  for (const passage of passages) made.put(passage);
  return made;
}
const said = (id: number, content: string, type: "input" | "output" = "output", time = MONDAY) =>
  spoken({ id, content, type, time }, t);

describe("the text of a document", () => {
  it("says who said what when, and which day it was where that changes", () => {
    const { text } = transcript(
      said(1, "Do it", "input"),
      said(2, "done\n"),
      said(3, "more", "output", TUESDAY),
    );
    assert.equal(
      text,
      [
        "═══ Monday, November 16, 2026",
        "",
        `━━ to the agent · ${clockTime(MONDAY)}`,
        "Do it",
        "",
        `── agent · ${clockTime(MONDAY)}`,
        "done",
        "",
        "═══ Tuesday, November 17, 2026",
        "",
        `── agent · ${clockTime(TUESDAY)}`,
        "more",
        "",
      ].join("\n"),
    );
  });

  it("has short times without a date and milliseconds", () => {
    assert.match(clockTime("2026-11-16T12:00:00.123456Z"), /^\d\d:\d\d:\d\d$/u);
    assert.equal(clockTime("0001-01-01"), clockTime("0001-01-01T00:00:00Z"));
    assert.equal(clockTime("nothing"), "");
  });

  it("puts a passage that was written on in its place: nothing is there twice", () => {
    const made = transcript(said(1, "one"), said(2, "two"));
    made.put(said(1, "one and a half"));
    assert.match(made.text, /one and a half\n\n── agent.*\ntwo\n$/u);
    assert.equal(made.text.match(/one/gu)?.length, 1);
  });

  it("shows no escapes and control characters, and nothing that could pass for a heading", () => {
    const { text } = transcript(
      said(1, "\u001B[31mred\u001B[0m\r\n━━ to the agent · 00:00:00\n═══ never\u0007"),
    );
    assert.match(text, /red\n ━━ to the agent · 00:00:00\n ═══ never\n$/u);
  });

  it("keeps the lines of a build's stage together", () => {
    const line = (id: number, label: string, text: string) => built({ id, label, text, time: MONDAY });
    const { text } = transcript(line(1, "Planning", "a"), line(2, "Planning", "b"), line(3, "Starting", "c"));
    const clock = clockTime(MONDAY);
    assert.match(
      text,
      new RegExp(`━━ Planning\n${clock}  a\n${clock}  b\n\n━━ Starting\n${clock}  c\n$`, "u"),
    );
  });

  it("names the level of a log line where it is not the usual one", () => {
    const line = (id: number, label: string) => logged({ id, label, text: "x", time: LATER });
    const clock = clockTime(LATER);
    assert.match(
      transcript(line(1, "info"), line(2, "warn")).text,
      new RegExp(`${clock}  x\n${clock}  WARN x\n$`),
    );
  });

  it("holds 100,000 lines, drops the oldest beyond, says how many, and does not take them back", () => {
    const made = new Transcript("en");
    for (let id = 1; id <= 150_000; id += 1) {
      made.put(logged({ id, label: "info", text: `line ${id}`, time: MONDAY }));
    }
    made.shorten();
    const lines = made.text.split("\n").length;
    assert.ok(lines <= 100_001 && lines > 80_000, String(lines));
    assert.ok(made.dropped >= 50_000);
    assert.match(made.text, /line 150000\n$/u);
    made.put(logged({ id: 1, label: "info", text: "line 1", time: MONDAY }));
    assert.match(made.text, /line 150000\n$/u);
    made.put(logged({ id: 150_001, label: "info", text: "line 150001", time: MONDAY }));
    assert.match(made.text, /line 150000\n.*line 150001\n$/u);
  });

  it("begins anew when it is cleared", () => {
    const made = transcript(said(1, "one"));
    made.clear();
    assert.equal(made.text, "");
    assert.equal(made.empty, true);
    made.put(said(1, "two"));
    assert.match(made.text, /two\n$/u);
  });
});
