import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { fileURLToPath } from "node:url";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { callerOf, claudeAgent } from "./client";
import { until } from "../support/until";

const program = fileURLToPath(new URL("../../dist/embedded.js", import.meta.url));
const folders = () => readdirSync(tmpdir()).filter((name) => name.startsWith("coder-fleet-embedded-"));

/** Resident memory of a process in MB. */
function memoryOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, "utf8");
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

describe("dist/embedded.js", () => {
  it("refuses a command line it cannot obey, with exit code 2 and what is allowed", () => {
    for (const [args, words] of [
      [["--generation", "newest"], /allowed are tasks-experimental, tasks, chats, tasks\+chats/],
      [["--agents", "many"], /allowed is a whole number from 0/],
      [["--nonsense"], /nonsense/],
    ] as const) {
      const { status, stderr, stdout } = spawnSync(process.execPath, [program, ...args], {
        encoding: "utf8",
      });
      assert.deepEqual([status, stdout], [2, ""]);
      assert.match(stderr, words);
    }
  });

  it("gives the same world for the same seed", async () => {
    const names = async (seed: number) => {
      const embedded = await startEmbedded({ agents: 6, seed });
      try {
        const { body } = await callerOf(embedded.url, embedded.token)("GET", "/api/v2/tasks");
        return JSON.stringify(body).match(/"name":"[^"]+"/g);
      } finally {
        await embedded.stop();
      }
    };
    const [first, again, other] = [await names(7), await names(7), await names(8)];
    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
  });

  it("ends when its stdin closes, and takes its temporary folders with it", async () => {
    const before = folders();
    const embedded = await startEmbedded({ agents: 0 });
    const call = callerOf(embedded.url, embedded.token);
    const { versionId } = await claudeAgent(call);
    await call("POST", "/api/v2/tasks/me", {
      template_version_id: versionId,
      name: "filer",
      input: "Fix it",
    });
    const own = () => folders().filter((name) => !before.includes(name));
    await until(
      () => Promise.resolve(own()),
      (found) => found.length > 0,
    );
    const [folder] = own();
    await embedded.stop();
    assert.ok(folder !== undefined && !folders().includes(folder));
    assert.throws(() => process.kill(embedded.pid, 0));
  });

  describe("with 10,000 agents", () => {
    let embedded: EmbeddedDeployment;
    let startedIn: number;

    before(async () => {
      const began = performance.now();
      embedded = await startEmbedded({ agents: 10_000 });
      startedIn = performance.now() - began;
    });
    after(() => embedded.stop());

    it("starts within five seconds", () => {
      assert.ok(startedIn < 5000, `${Math.round(startedIn)} ms`);
    });

    it("lists them all, nine in ten ada's, and stays below 400 MB", async () => {
      const call = callerOf(embedded.url, embedded.token);
      const count = async (query: string) =>
        /"count":(\d+)\}$/.exec(JSON.stringify((await call("GET", `/api/v2/tasks${query}`)).body))?.[1];
      assert.equal(await count(""), "10000");
      assert.equal(await count("?q=owner:me"), "9000");
      assert.ok(memoryOf(embedded.pid) < 400, `${Math.round(memoryOf(embedded.pid))} MB`);
    });

    it("makes workspaces as large as those of agents with a long life", async () => {
      const { body } = await callerOf(embedded.url, embedded.token)("GET", "/api/v2/workspaces?limit=10");
      const size = JSON.stringify(body).length / 10;
      assert.ok(size > 46_000 && size < 131_000, `${Math.round(size)} characters`);
    });
  });
});
