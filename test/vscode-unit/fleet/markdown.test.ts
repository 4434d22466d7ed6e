import { strict as assert } from "node:assert";
import { escapeMarkdown, markdownLink, webAddress } from "../../../src/vscode/fleet/markdown";

describe("untrusted text in a tooltip", () => {
  for (const hostile of [
    "[click](command:workbench.action.terminal.new)",
    "![](https://evil.example/pixel.png)",
    "<img src=x onerror=alert(1)>",
    "<command:coderFleet.deleteAgent>",
    "https://evil.example and www.evil.example",
    "$(alert) `code` **bold** # heading",
    "&lt;script&gt;",
    "    indented\n```\nfence",
  ]) {
    it(`leaves nothing of ${JSON.stringify(hostile)} that markdown understands`, () => {
      const escaped = escapeMarkdown(hostile, 200);
      assert.doesNotMatch(escaped.replace(/&#\d+;/gu, ""), /[\\`*_[\]()<>!$#:/|~@.]/u);
      // Shown, it is what it was.
      const shown = escaped.replace(/&#(\d+);/gu, (_, code: string) => String.fromCodePoint(Number(code)));
      assert.equal(shown.replace(/\s+/gu, " "), hostile.trim().replace(/\s+/gu, " "));
    });
  }

  it("drops escapes and cuts long texts", () => {
    assert.equal(escapeMarkdown("\u001B[31mred\u001B[0m", 10), "red");
    assert.equal(escapeMarkdown("abcdefgh", 5), "abcd…");
  });
});

describe("addresses from agents", () => {
  it("are links only where they lead to the web", () => {
    assert.equal(webAddress("https://github.com/o/r/pull/1"), "https://github.com/o/r/pull/1");
    for (const other of [
      "command:x",
      "file:///etc/passwd",
      "javascript:alert(1)",
      "vscode://a.b/c",
      "no address",
    ]) {
      assert.equal(webAddress(other), undefined, other);
    }
  });

  it("never carry a user name that hides where they lead", () => {
    assert.equal(webAddress("https://github.com@evil.example/"), undefined);
  });

  it("are shown as text where they are no links", () => {
    assert.doesNotMatch(markdownLink("x](command:a)", "command:a"), /[[\]()]/u);
  });
});
