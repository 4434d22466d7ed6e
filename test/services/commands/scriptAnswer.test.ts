import assert from "node:assert/strict";
import fc from "fast-check";
import { READY, ScriptAnswer } from "../../../src/services/commands/scriptAnswer";

const NONCE = "0123456789abcdef0123456789abcdef";
const OTHER = "f".repeat(32);

const CONVERSATION = [
  "Welcome to your workspace!",
  READY,
  "QUJD\u0004",
  `${NONCE} begin`,
  `${NONCE} exit 3 exit 10.5 12 0`,
  `${OTHER} exit 0`,
  `${NONCE} blob out`,
  Buffer.from("größe\0").toString("base64"),
  `${NONCE} sent out`,
  "written by somebody else",
  `${NONCE} end`,
  "",
].join("\r\n");

function read(...chunks: readonly (Uint8Array | string)[]) {
  const answer = new ScriptAnswer(NONCE);
  const keys = chunks.flatMap((chunk) => answer.read(Buffer.from(chunk)).map(({ key }) => key));
  return { answer, keys };
}

describe("the answer of a script", () => {
  it("is its own lines and blobs, whatever else the terminal shows", () => {
    const { answer, keys } = read(CONVERSATION);
    assert.deepEqual(keys, ["begin", "exit", "blob", "sent", "end"]);
    assert.deepEqual(answer.words("exit"), ["3", "exit", "10.5", "12", "0"]);
    assert.deepEqual([answer.number("exit"), answer.number("exit", 2)], [3, 10.5]);
    assert.equal(answer.number("exit", 1), undefined);
    assert.equal(answer.blob("out")?.toString(), "größe\0");
    assert.equal(answer.words("failed"), undefined);
    assert.ok(answer.ready && answer.begun);
  });

  it("is the same however it is cut", () => {
    const bytes = Buffer.from(CONVERSATION);
    fc.assert(
      fc.property(fc.array(fc.nat(bytes.length), { maxLength: 20 }), (cuts) => {
        const ends = [...cuts, bytes.length].sort((a, b) => a - b);
        const chunks = ends.map((end, index) => bytes.subarray(ends[index - 1] ?? 0, end));
        const { answer, keys } = read(...chunks);
        assert.deepEqual(keys, ["begin", "exit", "blob", "sent", "end"]);
        assert.equal(answer.blob("out")?.toString(), "größe\0");
      }),
    );
  });

  it("has an empty blob where none was sent, and none where it was damaged", () => {
    assert.equal(read(CONVERSATION).answer.blob("err")?.length, 0);
    const damaged = CONVERSATION.replace(`${NONCE} sent`, `junk!\r\n${NONCE} sent`);
    assert.equal(read(damaged).answer.blob("out"), undefined);
  });

  it("tells what came instead, in part, where the script never spoke", () => {
    const { answer } = read(`bash: sh: command not found\r\n${"x".repeat(5_000)}\r\n`.repeat(50));
    assert.ok(!answer.begun && !answer.ready);
    assert.match(answer.before, /^bash: sh: command not found\n/);
    assert.ok(answer.before.length < 1_500);
  });

  it("does not keep a line without an end for ever", () => {
    const { answer } = read(...Array.from({ length: 100 }, () => "x".repeat(100_000)));
    assert.deepEqual(answer.read(Buffer.from(`\n${NONCE} end\n`)), [{ key: "end", words: [] }]);
  });
});
