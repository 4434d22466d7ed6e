import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { outages } from "../../src/embedded/worker/outages";
import { assertHas, Live } from "./live";

interface Line {
  readonly id: number;
  readonly output: string;
}

for (const generation of ["tasks", "tasks-experimental"] as const) {
  describe(`workspace agents of ${generation}`, () => {
    let live: Live;
    let id: string;

    before(async () => {
      live = await new Live(generation).start();
      id = live.idle().agent.id;
    });
    after(() => live.stop());

    const get = (rest: string, token = live.token) =>
      live.call(`/api/v2/workspaceagents/${id}${rest}`, { token });
    const missing = { message: "Agent doesn't exist with that id, or you do not have access to it." };

    it("are shown by id", async () => {
      const answer = await get("");
      assert.equal(answer.status, 200);
      assertHas(answer.body, {
        id,
        status: "connected",
        lifecycle_state: "ready",
        name: "main",
      });
    });

    it("list the reports of an app newest first, before 2.36 oldest first", async () => {
      const { apps } = (await get("")).body as {
        apps: { slug: string; statuses: { created_at: string }[] }[];
      };
      const times = (apps.find(({ slug }) => slug === "claude")?.statuses ?? []).map((one) => one.created_at);
      assert.ok(times.length > 1);
      const ascending = [...times].sort();
      assert.deepEqual(times, generation === "tasks" ? ascending.reverse() : ascending);
    });

    it("are 400 for a malformed id, 404 for a missing one or somebody else's, 401 without a session", async () => {
      const malformed = await live.call("/api/v2/workspaceagents/xyz");
      assert.equal(malformed.status, 400);
      assert.deepEqual(malformed.body, { message: 'Invalid UUID "xyz".', detail: "invalid UUID length: 3" });
      for (const answer of [
        await live.call(`/api/v2/workspaceagents/${randomUUID()}`),
        await get("", live.memberToken),
        await get("/logs", live.memberToken),
        await get("/listening-ports", live.memberToken),
      ]) {
        assert.equal(answer.status, 404);
        assert.deepEqual(answer.body, missing);
      }
      assert.equal((await live.call(`/api/v2/workspaceagents/${id}`, { token: null })).status, 401);
    });

    it("have a log, in full and after an id", async () => {
      const all = (await get("/logs")).body as Line[];
      assert.ok(all.some(({ output }) => output === "installing tools"));
      const second = all[1]?.id ?? 0;
      assert.deepEqual((await get(`/logs?after=${second}`)).body, all.slice(2));
      assert.deepEqual((await get("/startup-logs")).body, all);
      assert.equal((await get("/logs?after=x")).status, 400);
    });

    it("have a log as text after 2.26, before that the format is ignored", async () => {
      const answer = await get("/logs?format=text");
      if (generation === "tasks") {
        assert.equal(answer.type, "text/plain; charset=utf-8");
        assert.match(answer.text, /^\S+Z \[info\] \[agent\.main\|Install tools\] installing tools\n/);
      } else {
        assert.equal(answer.type, "application/json; charset=utf-8");
      }
    });

    it("have a log to follow, in arrays", async () => {
      const { workspace } = live.idle();
      const log = await live.socket(`/api/v2/workspaceagents/${id}/logs?follow&no_compression`);
      await log.until(() => log.frames.length === 1);
      live.deployment.appendAgentLog(workspace, { level: "info", output: "one more", script: 0 });
      await log.until(() => log.frames.length === 2);
      assert.match(String(log.frames[1]), /^\[\{.*"output":"one more"/);
      log.socket.close();
      await log.closed();
      const plain = await get("/logs?follow");
      assert.equal(plain.status, 426);
    });

    it("tell the figures their scripts collect, also of one that fails", async () => {
      const frames = await live.socket(`/api/v2/workspaceagents/${id}/watch-metadata-ws`);
      await frames.until(() => frames.frames.length === 2);
      const { type, data } = JSON.parse(String(frames.frames[0])) as {
        type: string;
        data: { result: Record<string, unknown>; description: { key: string } }[];
      };
      assert.equal(type, "data");
      const find = (key: string) => data.find(({ description }) => description.key === key)?.result;
      const lineBreak = generation === "tasks" ? "" : "\n";
      assertHas(find("1_branch"), { value: `main${lineBreak}`, error: "" });
      assertHas(find("2_broken"), {
        value: `oops${lineBreak}`,
        error: "run cmd: exit status 3",
      });
      frames.socket.send("x");
      assert.equal(await frames.closed(), 1002);
    });

    it("tell them as events too", async () => {
      const abort = new AbortController();
      const response = await fetch(`${live.deployment.url}/api/v2/workspaceagents/${id}/watch-metadata`, {
        headers: { "Coder-Session-Token": live.token },
        signal: abort.signal,
      });
      for await (const chunk of response.body ?? []) {
        assert.match(Buffer.from(chunk as Uint8Array).toString(), /^event: data\ndata: \[\{"result":/);
        break;
      }
      abort.abort();
    });

    it("list listening ports and have no Docker", async () => {
      const ports = await get("/listening-ports");
      assert.match(ports.text, /"process_name":"coder-agent","network":"tcp"/);
      const containers = await get("/containers");
      assert.equal(containers.status, 500);
      assertHas(containers.body, { message: "Could not get containers" });
      assert.equal((await get("/connection")).status, 200);
    });

    it("answer 400 for ports while they are lost", async () => {
      const { workspace, agent } = live.find(
        (_workspace, one) => one.connection === "connected" && one.id !== id,
      );
      outages.get("agent lost")?.(live.deployment, workspace);
      const answer = await live.call(`/api/v2/workspaceagents/${agent.id}/listening-ports`);
      assert.equal(answer.status, 400);
      assert.deepEqual(answer.body, {
        message: 'Agent state is "disconnected", it must be in the "connected" state.',
      });
    });

    it("report through their own token, and refuse everything else", async () => {
      const { workspace, agent } = live.idle();
      const report = (body: object, token = agent.token) =>
        live.call("/api/v2/workspaceagents/me/app-status", { method: "PATCH", token, body });
      const status = { app_slug: "claude", state: "failure", message: "Tests failed", uri: "" };
      const done = await report(status);
      assert.deepEqual([done.status, done.body], [200, null]);
      assert.equal(workspace.latestAppStatus?.state, "failure");
      assertHas((await report({ ...status, state: "sleeping" })).body, {
        message: "Failed to parse request.",
        detail: "Invalid state: sleeping",
      });
      assertHas((await report({ ...status, message: "m".repeat(161) })).body, {
        message: "Message is too long.",
      });
      assert.equal((await report({ ...status, app_slug: "nope" })).status, 400);
      const asUser = await report(status, live.token);
      assert.equal(asUser.status, 401);
      assert.deepEqual(asUser.body, {
        message: "Workspace agent token invalid.",
        detail: "An agent token must be a valid UUIDv4. (len 33)",
      });
      assert.equal((await report(status, randomUUID())).status, 401);
    });
  });
}
