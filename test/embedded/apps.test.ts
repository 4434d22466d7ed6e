import assert from "node:assert/strict";
import type { Workspace, WorkspaceAgent } from "../../src/embedded/state/types";
import { outages } from "../../src/embedded/worker/outages";
import { until } from "../support/until";
import { Live } from "./live";

for (const generation of ["tasks", "tasks-experimental"] as const) {
  describe(`path apps of ${generation}`, () => {
    let live: Live;
    let workspace: Workspace;
    let agent: WorkspaceAgent;
    let base: string;

    beforeEach(async () => {
      live = await new Live(generation).start();
      ({ workspace, agent } = live.idle());
      workspace.messages.length = 0;
      base = `/@ada/${workspace.name}.main/apps/claude`;
    });
    afterEach(() => live.stop());

    const say = (content: string, type = "user") =>
      live.call(`${base}/message`, { method: "POST", body: { content, type } });
    const outage = (name: string) => outages.get(name)?.(live.deployment, workspace);

    it("are AgentAPI: status, messages and a turn", async () => {
      assert.deepEqual((await live.call(`${base}/status`)).body, {
        $schema: "http://localhost/schemas/StatusResponseBody.json",
        status: "stable",
        agent_type: "claude",
        transport: "pty",
      });
      const sent = await say("Fix the login redirect bug think=2");
      assert.deepEqual([sent.status, sent.type], [200, "application/json"]);
      assert.deepEqual(sent.body, { $schema: "http://localhost/schemas/MessageResponseBody.json", ok: true });
      await until(
        () => live.deployment.worker.status(workspace),
        (status) => status === "stable",
      );
      const { messages } = (await live.call(`${base}/messages`)).body as {
        messages: { id: number; role: string; content: string; time: string }[];
      };
      assert.deepEqual(
        messages.map(({ id, role }) => [id, role]),
        [
          [0, "user"],
          [1, "agent"],
        ],
      );
    });

    it("refuse a message while the agent is busy, but take raw keys, and Ctrl+C ends the turn", async () => {
      await say("Refactor the parser [slow 600]");
      const refused = await say("again");
      assert.equal(refused.status, 500);
      assert.deepEqual(refused.body, {
        title: "Internal Server Error",
        status: 500,
        detail: "message can only be sent when the agent is waiting for user input",
      });
      assert.equal((await say("\u0003", "raw")).status, 200);
      assert.match((await live.call(`${base}/status`)).text, /"stable"/);
      assert.equal(workspace.latestAppStatus?.state, "idle");
    });

    it("take a line typed while busy as the next turn", async () => {
      await say("Refactor the parser think=2");
      await say("then add a test think=2\r", "raw");
      await until(
        () => workspace.messages.length,
        (count) => count === 4,
      );
      assert.equal(workspace.messages[2]?.content, "then add a test think=2");
    });

    it("stream what was said, the status and each change as events", async () => {
      const abort = new AbortController();
      const response = await fetch(`${live.deployment.url}${base}/events`, {
        headers: { "Coder-Session-Token": live.token },
        signal: abort.signal,
      });
      assert.equal(response.headers.get("content-type"), "text/event-stream");
      let seen = "";
      const reading = (async () => {
        for await (const chunk of response.body ?? []) seen += Buffer.from(chunk as Uint8Array).toString();
      })().catch(() => undefined);
      await until(
        () => seen,
        (events) => events.includes("status_change"),
      );
      await say("Add a test think=1");
      await until(
        () => seen,
        (events) => (events.match(/"status":"stable"/g) ?? []).length === 2,
      );
      abort.abort();
      await reading;
      assert.deepEqual(
        [...seen.matchAll(/event: (\w+)\ndata: .*?"(?:role|status)":"(\w+)"/g)].map(([, event, word]) => [
          event,
          word,
        ]),
        [
          ["status_change", "stable"],
          ["message_update", "user"],
          ["status_change", "running"],
          ["message_update", "agent"],
          ["status_change", "stable"],
        ],
      );
    });

    it("answer a body that is no message by 400 or 422", async () => {
      assert.equal(
        (await live.call(`${base}/message`, { method: "POST", body: { type: "user" } })).status,
        422,
      );
      assert.equal((await live.call(`${base}/message`, { method: "POST" })).status, 400);
    });

    it("are found without the agent's name, and with any case of the owner's", async () => {
      assert.equal((await live.call(`/@ADA/${workspace.name}/apps/claude/status`)).status, 200);
    });

    it("send a stranger to the sign-in page and back", async () => {
      const answer = await live.call(`${base}/status`, { token: null });
      assert.equal(answer.status, 303);
      const back = encodeURIComponent(`${base}/status`);
      assert.equal(
        answer.location,
        `${live.deployment.url}/login?message=You+are+signed+out+or+your+session+has+expired.+Please+sign+in+again+to+continue.&redirect=${back}`,
      );
    });

    it("answer a 404 page for what is missing or somebody else's", async () => {
      for (const [path, token] of [
        ["/@ada/nope.main/apps/claude/status", live.token],
        [`/@ada/${workspace.name}.other/apps/claude/status`, live.token],
        [`/@ada/${workspace.name}.main/apps/nope/`, live.token],
        [`/@nobody/${workspace.name}.main/apps/claude/status`, live.token],
        [`${base}/status`, live.memberToken],
      ] as const) {
        const answer = await live.call(path, { token });
        assert.deepEqual([answer.status, answer.type], [404, "text/html; charset=utf-8"], path);
        assert.match(answer.text, /<title>404 - Application Not Found/);
      }
    });

    it("want the owner's full name, not @me", async () => {
      const answer = await live.call(`/@me/${workspace.name}.main/apps/claude/status`);
      assert.equal(answer.status, 404);
      assert.match(answer.text, /full username, not @me/);
    });

    it("are the workspace owner's alone: an administrator reads a warning", async () => {
      const other = live.find(
        (one, { connection }) => one.ownerId !== workspace.ownerId && connection === "connected",
      );
      const answer = await live.call(`/@mia/${other.workspace.name}.main/apps/claude/status`);
      assert.equal(answer.status, 404);
      assert.match(answer.text, /only accessible by the workspace owner/);
    });

    it("answer 400 while the workspace is stopped", async () => {
      const stopped = [...live.deployment.store.workspaces.values()].find(
        (one) => one.builds.at(-1)?.transition === "stop" && one.ownerId === workspace.ownerId,
      );
      assert.ok(stopped);
      const answer = await live.call(`/@ada/${stopped.name}.main/apps/claude/status`);
      assert.equal(answer.status, 400);
      assert.match(answer.text, /400 - Workspace Offline/);
      assert.equal(answer.text.includes("View workspace"), generation === "tasks");
    });

    it("answer 404 while the agent is lost, and work again when it is back", async () => {
      outage("agent lost");
      assert.equal(agent.lifecycle, "ready");
      const answer = await live.call(`${base}/status`);
      assert.equal(answer.status, 404);
      assert.match(answer.text, /404 - Application Unavailable/);
      outage("agent back");
      assert.equal((await live.call(`${base}/status`)).status, 200);
      assert.equal(workspace.latestAppStatus?.message, "Session restored, waiting for input");
    });

    it("answer 502 while nothing listens; the app is unhealthy after its checks failed, then comes back", async () => {
      const app = agent.apps.find((one) => one.blueprint.slug === "claude");
      outage("app dead");
      assert.equal(app?.health, "healthy");
      const answer = await live.call(`${base}/status`);
      assert.equal(answer.status, 502);
      assert.match(answer.text, /connection was refused/);
      await until(
        () => app.health,
        (health) => health === "unhealthy",
      );
      outage("app back");
      await until(
        () => app.health,
        (health) => health === "healthy",
      );
      assert.equal(workspace.latestAppStatus?.message, "Session restored, waiting for input");
    });

    it("are offline when the agent ends in good order", () => {
      outage("agent shut down");
      assert.deepEqual([agent.connection, agent.lifecycle], ["disconnected", "off"]);
    });
  });
}
