import assert from "node:assert/strict";
import { processTable } from "../../../src/services/commands/processTable";
import { ScriptAnswer } from "../../../src/services/commands/scriptAnswer";

const NONCE = "0123456789abcdef";
const OWN_SESSION = 50;

/** A line of /proc/<pid>/stat (proc(5)): 10 s of processor time, begun 100 s after the system, 256 pages. */
function stat(pid: number, name: string, session = 1): string {
  const numbers = Array.from({ length: 49 }, () => 0);
  Object.assign(numbers, { 0: 1, 2: session, 10: 600, 11: 400, 18: 10_000, 20: 256 });
  return `${pid} (${name}) S ${numbers.join(" ")}\n`;
}

function table(records: string, users = "", more: readonly string[] = []) {
  const answer = new ScriptAnswer(NONCE);
  const blob = (name: string, text: string) => [
    `${NONCE} blob ${name}`,
    Buffer.from(text).toString("base64"),
    `${NONCE} sent ${name}`,
  ];
  const lines = [
    `${NONCE} boot 1000000`,
    `${NONCE} system 100 4096 200.00 ${OWN_SESSION}`,
    ...blob("users", users),
    ...blob("processes", records),
    ...more,
  ];
  answer.read(Buffer.from(`${lines.join("\n")}\n`));
  return processTable(answer);
}

const record = (text: string) => `\n${NONCE}\n${text}`;

describe("the table of processes", () => {
  it("has processor time, memory and start in units of people", () => {
    const [process] = table(record(`${stat(7, "node")}node\0a b\0`), "/proc/7 coder\n") ?? [];
    assert.deepEqual(process, {
      pid: 7,
      parent: 1,
      user: "coder",
      cpuPercent: 10,
      memoryBytes: 256 * 4096,
      startedAt: new Date(1_000_100_000).toISOString(),
      command: "node a b",
    });
  });

  it("is sorted, without our own shell, and without what ended while it was read", () => {
    const records = [stat(30, "c"), stat(4, "a"), stat(5, "sh", OWN_SESSION), "", "6 (half"].map(record);
    assert.deepEqual(
      table(records.join(""))?.map(({ pid }) => pid),
      [4, 30],
    );
  });

  it("takes any name and any argument for what it is", () => {
    const records = [
      record(stat(2, "kthreadd")),
      record(`${stat(3, "a) S (b")}x\0`),
      record(`${stat(9, "sh")}sh\0-c\0echo\n9 (evil) S 1\n\0`),
    ];
    const commands = table(records.join(""))?.map(({ command, user }) => [command, user]);
    assert.deepEqual(commands, [
      ["[kthreadd]", "?"],
      ["x", "?"],
      ["sh -c echo\n9 (evil) S 1", "?"],
    ]);
  });

  it("is none where it arrived damaged", () => {
    assert.equal(table("", "", [`${NONCE} blob users`, "!!"]), undefined);
    assert.equal(processTable(new ScriptAnswer(NONCE)), undefined);
  });
});
