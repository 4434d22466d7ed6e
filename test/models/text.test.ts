import assert from "node:assert/strict";
import fc from "fast-check";
import { cleanText, cut, cutWords, findNamed, quoted, sameText, singleLine } from "../../src/models/text";

const anyText = fc.string({ unit: "binary", maxLength: 200 });
/** What a person does not see or what reorders what they see; tab and newline are kept. */
const HIDDEN = /[\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]|(?![\t\n])\p{Cc}/u;

describe("text from others", () => {
  it("loses terminal colours, titles and cursor movements", () => {
    assert.equal(cleanText("\u001B[31mred\u001B[0m \u001B]0;title\u0007end\u001B[2K"), "red end");
  });

  it("loses bidirectional overrides, zero-width characters and hidden tags", () => {
    assert.equal(cleanText("a\u202Eb\u2066c\u200Bd\uFEFFe\u{E0041}f\u00ADg\uFE0Fh"), "abcdefgh");
  });

  it("keeps letters of every script, emoji, tabs and line ends", () => {
    assert.equal(cleanText("Grüße, 你好 🚀\tok\r\nnext\rlast"), "Grüße, 你好 🚀\tok\nnext\nlast");
  });

  it("holds nothing invisible, whatever came in", () => {
    fc.assert(
      fc.property(anyText, (text) => {
        assert.doesNotMatch(cleanText(text), HIDDEN);
      }),
    );
  });

  it("is the same when it is cleaned again", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, limit) => {
        assert.equal(cleanText(cleanText(text)), cleanText(text));
        assert.equal(singleLine(singleLine(text, limit), limit), singleLine(text, limit));
      }),
    );
  });

  it("fits on one line of the asked length", () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 1, max: 50 }), (text, limit) => {
        const line = singleLine(text, limit);
        assert.ok(!/[\n\t]/u.test(line));
        assert.ok(Array.from(line).length <= limit);
      }),
    );
  });

  it("ends in an ellipsis where it was cut, never inside a character", () => {
    assert.equal(cut("🚀🚀🚀🚀", 3), "🚀🚀…");
    assert.equal(cut("abc", 3), "abc");
  });

  it("is cut between words where there are any", () => {
    assert.equal(cutWords("Summarising the changelog", 20), "Summarising the…");
    assert.equal(cutWords("x".repeat(30), 10), `${"x".repeat(9)}…`);
    assert.equal(cutWords("short text", 20), "short text");
  });

  it("is quoted shortly inside our own sentences", () => {
    assert.equal(quoted("plain text"), "'plain text'");
    assert.ok(quoted("x".repeat(5_000)).length <= 62);
  });

  it("is quoted with what is not seen written out, so that it does not look right", () => {
    assert.equal(quoted("a\u0007b\n"), "'a\\u0007b\\u000a'");
    assert.equal(quoted("fix\u202Er\u{E0041}"), "'fix\\u202er\\u{e0041}'");
    fc.assert(
      fc.property(anyText, (text) => {
        assert.doesNotMatch(quoted(text), HIDDEN);
      }),
    );
  });
});

describe("names a caller writes", () => {
  const named = [
    { id: "0b2c5d5e-7a52-4f0f-9f0e-0d1f0c6d6b11", name: "Straße" },
    { id: "1b2c5d5e-7a52-4f0f-9f0e-0d1f0c6d6b11", name: "api" },
  ];

  it("mean the same in any case and with spaces around them", () => {
    assert.ok(sameText(" Api ", "aPI"));
    assert.ok(!sameText("api", "api-2"));
    assert.ok(!sameText("", "api"));
  });

  it("find what has the name or the id", () => {
    assert.equal(findNamed(named, " API"), named[1]);
    assert.equal(findNamed(named, named[0]?.id.toUpperCase() ?? ""), named[0]);
    assert.equal(findNamed(named, "ap"), undefined);
  });
});
