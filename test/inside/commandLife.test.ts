import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { FleetError } from "../../src/models/errors";
import { describeInside, type Inside } from "../support/insideWorkspace";
import { openToolBench, rowsOf } from "../support/toolBench";

/** A number of seconds nobody else sleeps for, to find our processes by. */
let seconds = 7_000_000 + Math.floor(Math.random() * 900_000);

/** Whether something of this command line runs; its end is waited for, at most five seconds. */
async function remains({ bench, workspace }: Inside, match: string): Promise<boolean> {
  for (let look = 0; look < 10; look += 1) {
    const { result } = await bench.call("list_processes", { workspace, match });
    if (result["total_count"] === 0) return false;
    await sleep(500);
  }
  return true;
}

describeInside("the life of a command", (inside) => {
  beforeEach(() => {
    seconds += 1;
  });

  it("ends all it started at its time limit, also what left its group or does not listen", async () => {
    const { bench, workspace } = inside();
    const command = `trap '' TERM; setsid sleep ${seconds} & (trap '' TERM; sleep ${seconds}) & nohup sleep ${seconds} & echo begun; sleep ${seconds}`;
    const { result, text } = await bench.call("execute_command", { workspace, command, timeout_seconds: 1 });
    assert.equal(result["ended"], "timed_out");
    assert.equal(result["exit_code"], 124);
    assert.equal(result["stdout"], "begun\n");
    assert.match(text, /timed out/);
    assert.equal(await remains(inside(), `sleep ${seconds}`), false);
  });

  it("ends with a canceled call", async () => {
    const { bench, workspace } = inside();
    const running = bench.call(
      "execute_command",
      { workspace, command: `sleep ${seconds} & sleep ${seconds}` },
      AbortSignal.timeout(1_500),
    );
    await assert.rejects(running, (error) => error instanceof FleetError && error.reason === "canceled");
    assert.equal(await remains(inside(), `sleep ${seconds}`), false);
  });

  it("does not wait for what it leaves in the background", async () => {
    const { bench, workspace, sh } = inside();
    const { result } = await bench.call("execute_command", {
      workspace,
      command: `sleep ${seconds} & echo ok`,
    });
    assert.equal(result["stdout"], "ok\n");
    assert.ok(result["still_running"]);
    const listed = await bench.call("list_processes", { workspace, match: `sleep ${seconds}` });
    const [row] = rowsOf(listed, "processes");
    await sh(`kill ${String(row?.["pid"])}`);
  });

  it("started in the background by one process is read to its end by another", async () => {
    const { bench, workspace, url, token } = inside();
    const started = await bench.call("execute_command", {
      workspace,
      command: "for i in 1 2 3; do echo line $i; sleep 0.5; done; echo bad >&2; exit 5",
      background: true,
    });
    const handle = String(started.result["handle"]);
    const other = openToolBench({ url, token });
    try {
      let output = "";
      let offset = 0;
      let state = "running";
      const deadline = Date.now() + 20_000;
      while (state === "running" && Date.now() < deadline) {
        const { result } = await other.call("get_command_output", { handle, offset });
        output += String(result["content"]);
        offset = Number(result["next_offset"]);
        state = String(result["state"]);
        await sleep(200);
      }
      const { result } = await other.call("get_command_output", { handle, offset });
      output += String(result["content"]);
      assert.equal(output, "line 1\nline 2\nline 3\n");
      assert.equal(result["state"], "exited");
      assert.equal(result["exit_code"], 5);
      const errors = await other.call("get_command_output", { handle, stream: "stderr" });
      assert.equal(errors.result["content"], "bad\n");
    } finally {
      other.close();
    }
  });

  it("in the background ends at its own time limit", async () => {
    const { bench, workspace } = inside();
    const { result } = await bench.call("execute_command", {
      workspace,
      command: `sleep ${seconds}`,
      background: true,
      timeout_seconds: 1,
    });
    assert.equal(await remains(inside(), `sleep ${seconds}`), false);
    const ended = await bench.call("get_command_output", { handle: result["handle"] });
    assert.equal(ended.result["state"], "timed_out");
    assert.equal(ended.result["exit_code"], 124);
  });

  it("in the background can be stopped by its process group", async () => {
    const { bench, workspace, sh } = inside();
    const { result } = await bench.call("execute_command", {
      workspace,
      command: `sleep ${seconds}; echo never`,
      background: true,
    });
    await sh(`kill -- -${String(result["process_group"])}`);
    assert.equal(await remains(inside(), `sleep ${seconds}`), false);
  });

  it("may print 50 MB: both ends are shown, all of it can be read", async () => {
    const { bench, workspace, sh } = inside();
    const { result } = await bench.call("execute_command", {
      workspace,
      command: "head -c 50000000 /dev/zero | tr '\\0' a; printf end",
    });
    assert.equal(result["exit_code"], 0);
    assert.equal(result["truncated"], true);
    assert.equal(result["stdout_bytes"], 50_000_003);
    assert.equal(result["stdout"], "a".repeat(8_000));
    assert.equal(result["stdout_tail"], `${"a".repeat(7_997)}end`);
    const handle = String(result["handle"]);
    const last = await bench.call("get_command_output", { handle, offset: -5 });
    assert.equal(last.result["content"], "aaend");
    const middle = await bench.call("get_command_output", { handle, offset: 25_000_000, limit: 64_000 });
    assert.equal(middle.result["content"], "a".repeat(64_000));
    await sh(`rm -rf ~/.cache/coder-fleet/${handle.split(".").at(-1) ?? "none"}`);
  });

  it("gets 2 MB of standard input whole", async () => {
    const { bench, workspace } = inside();
    const stdin = "0123456789ü\n".repeat(160_000);
    const { result } = await bench.call("execute_command", { workspace, command: "wc -c", stdin });
    assert.equal(String(result["stdout"]).trim(), String(Buffer.byteLength(stdin)));
  });

  it("keeps what it prints in a folder of its own, open to its user only, until it is read", async () => {
    const { bench, workspace, sh } = inside();
    const { result } = await bench.call("execute_command", { workspace, command: "true", background: true });
    const id = String(result["handle"]).split(".").at(-1) ?? "";
    assert.equal(await sh(`stat -c %a ~/.cache/coder-fleet/${id}`), "700\n");
    const before = (await sh("ls ~/.cache/coder-fleet | wc -l")).trim();
    await sh("echo short output leaves nothing");
    await sleep(300);
    assert.equal((await sh("ls ~/.cache/coder-fleet | wc -l")).trim(), before);
  });

  it("is not read through links", async () => {
    const { bench, workspace, sh } = inside();
    const { result } = await bench.call("execute_command", { workspace, command: "true", background: true });
    const [linked, holding] = ["a".repeat(32), "b".repeat(32)];
    await sh(
      `cd ~/.cache/coder-fleet && ln -s /etc ${linked} && mkdir -m 700 ${holding} && ln -s /etc/passwd ${holding}/out`,
    );
    try {
      for (const id of [linked, holding, "c".repeat(32)]) {
        const handle = String(result["handle"]).replace(/[^.]+$/, id);
        const { error } = await bench.refusal("get_command_output", { handle });
        assert.match(error.message, /keeps no output/);
      }
    } finally {
      await sh(`cd ~/.cache/coder-fleet && rm -rf ${linked} ${holding}`);
    }
  });

  it("leaves nothing for longer than a day after its end", async () => {
    const { sh } = inside();
    const old = "d".repeat(32);
    await sh(`mkdir -p ~/.cache/coder-fleet/${old} && touch -d '3 days ago' ~/.cache/coder-fleet/${old}`);
    await sh("true");
    await sleep(500);
    assert.equal(await sh(`ls ~/.cache/coder-fleet | grep -c ${old} || true`), "0\n");
  });

  it("is refused before any request when it cannot be run", async () => {
    const { bench, workspace } = inside();
    const wrong: readonly Record<string, unknown>[] = [
      { command: "  " },
      { command: "a\0b" },
      { command: "a\uD800" },
      { command: "x".repeat(100_001) },
      { command: "true", environment: { "A B": "1" } },
      { command: "true", environment: { "A;id": "1" } },
      { command: "true", environment: { A: "\0" } },
      { command: "true", timeout_seconds: 1_801 },
      { command: "true", working_directory: "a\0b" },
    ];
    for (const args of wrong) {
      const { error, requests } = await bench.refusal("execute_command", { workspace, ...args });
      assert.equal(error.reason, "bad_argument", JSON.stringify(args).slice(0, 80));
      assert.deepEqual(requests, []);
    }
    for (const handle of ["", "1.2.3", "../../etc", `1.x.main.${"0".repeat(32)}`]) {
      const { requests } = await bench.refusal("get_command_output", { handle });
      assert.deepEqual(requests, []);
    }
  });

  it("says which directory is not there", async () => {
    const { bench, workspace } = inside();
    const { error } = await bench.refusal("execute_command", {
      workspace,
      command: "true",
      working_directory: "no such 'place'",
    });
    assert.match(error.message, /no such 'place'/);
  });

  it("needs one look-up before its terminal", async () => {
    const { bench, workspace } = inside();
    const { requests } = await bench.call("execute_command", { workspace, command: "true" });
    assert.equal(requests.length, 2, requests.join(", "));
    assert.match(requests[1] ?? "", /\/pty$/);
  });

  it("is seen among the processes with user, start and memory", async () => {
    const { bench, workspace } = inside();
    const running = bench.call("execute_command", {
      workspace,
      command: `sleep ${seconds}`,
      timeout_seconds: 3,
    });
    await sleep(1_500);
    const listed = await bench.call("list_processes", { workspace, match: `sleep ${seconds}` });
    const [row] = rowsOf(listed, "processes");
    assert.ok(row !== undefined, listed.text);
    assert.match(String(row["user"]), /\w/);
    assert.ok(Number(row["memory_bytes"]) > 0);
    assert.ok(Math.abs(Date.parse(String(row["started_at"])) - Date.now()) < 60_000);
    await running;
  });
});
