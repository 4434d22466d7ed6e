import assert from "node:assert/strict";
import fc from "fast-check";
import { ScriptAnswer } from "../../../src/services/commands/scriptAnswer";
import { capturedStream, exactText, wholeCharacters } from "../../../src/services/commands/streams";

describe("bytes as text", () => {
  it("are text where they are UTF-8, with its byte order mark, else base64", () => {
    assert.deepEqual(exactText(Buffer.from("\uFEFFgröße\r\n")), {
      text: "\uFEFFgröße\r\n",
      encoding: "utf8",
    });
    for (const bytes of [[0xff], [0xc3], [0x61, 0x00], [0xed, 0xa0, 0x80]]) {
      const exact = exactText(Uint8Array.from(bytes));
      assert.equal(exact.encoding, "base64");
      assert.deepEqual([...Buffer.from(exact.text, "base64")], bytes);
    }
  });

  it("come back exactly, whatever they are", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const { text, encoding } = exactText(bytes);
        assert.deepEqual(Buffer.from(text, encoding), Buffer.from(bytes));
      }),
    );
  });

  it("cut anywhere are text again without the broken character", () => {
    const bytes = Buffer.from("aü€😀b");
    for (let cut = 0; cut < bytes.length; cut += 1) {
      const [head, tail] = [bytes.subarray(0, cut), bytes.subarray(cut)];
      const parts = [wholeCharacters(head, "end"), wholeCharacters(tail, "start")];
      for (const part of parts) assert.equal(exactText(part).encoding, "utf8", `cut at ${cut}`);
      assert.ok(parts.reduce((sum, { length }) => sum + length, 0) >= bytes.length - 4);
    }
  });

  it("that are no UTF-8 lose nothing", () => {
    const bytes = Buffer.from([0x80, 0x80, 0x80, 0x80, 0x80]);
    assert.equal(wholeCharacters(bytes, "start").length, 5);
    assert.equal(wholeCharacters(bytes, "end").length, 5);
  });
});

describe("a captured stream", () => {
  const stream = (...lines: readonly string[]) => {
    const answer = new ScriptAnswer("n");
    answer.read(Buffer.from(`${lines.join("\n")}\n`));
    return capturedStream(answer, "out", "dev");
  };
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  it("is whole, or has both ends, or is empty", () => {
    assert.deepEqual(stream("n begin"), {
      head: { text: "", encoding: "utf8" },
      tail: null,
      bytes: 0,
      truncated: false,
    });
    assert.equal(stream("n out 3", "n blob out", base64("abc"), "n sent out").head.text, "abc");
    const long = stream("n out 900", "n blob out", base64("ab"), "n blob out.tail", base64("yz"), "n sent x");
    assert.deepEqual([long.head.text, long.tail?.text, long.bytes, long.truncated], ["ab", "yz", 900, true]);
  });

  it("that is not as long as it should be was damaged", () => {
    const short = () => stream("n out 4", "n blob out", base64("abc"), "n sent out");
    assert.throws(short, { reason: "unexpected_answer", message: /'dev' was damaged/ });
  });
});
