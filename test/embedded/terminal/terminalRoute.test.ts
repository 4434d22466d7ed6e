import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { setTimeout as delay } from "node:timers/promises";
import { Live } from "../live";
import { outages } from "../../../src/embedded/worker/outages";

for (const { generation, endCode } of [
  { generation: "tasks", endCode: 1000 },
  { generation: "tasks-experimental", endCode: 1006 },
] as const) {
  describe(`the terminal route of ${generation}`, () => {
    let live: Live;
    let agentId: string;

    before(async () => {
      live = await new Live(generation).start();
      agentId = live.idle().agent.id;
    });
    after(() => live.stop());

    const path = (query: Record<string, string> = {}, id = agentId) =>
      `/api/v2/workspaceagents/${id}/pty?${new URLSearchParams({ reconnect: randomUUID(), ...query }).toString()}`;

    it("runs a command in the workspace's folder and ends as recorded", async () => {
      const command = `pwd; printf 'h\\303\\251llo \\342\\234\\223 \\033[31mred\\033[0m\\n'; exit 7`;
      const terminal = await live.socket(path({ command, height: "24", width: "200" }));
      assert.equal(await terminal.closed(), endCode);
      assert.match(terminal.text(), /\/project\r\nhéllo ✓ \u001b\[31mred\u001b\[0m\r\n$/);
      assert.ok(terminal.frames.every((frame) => Buffer.isBuffer(frame)));
    });

    it("is a login shell without a command: echo, resize, exit", async () => {
      const terminal = await live.socket(path({ height: "24", width: "80" }));
      const send = (input: object) => {
        terminal.socket.send(Buffer.from(JSON.stringify(input)));
      };
      send({ data: "echo $((6*7))\r" });
      await terminal.until(() => terminal.text().includes("\r42\r\n"));
      send({ height: 40, width: 120 });
      send({ data: "stty size\r" });
      await terminal.until(() => terminal.text().includes("40 120"));
      send({ data: "exit\r" });
      assert.equal(await terminal.closed(), endCode);
    });

    it("reattaches by reconnect id, replays, and runs on meanwhile", async () => {
      const reconnect = randomUUID();
      const command = "echo first; read -r line; echo got $line";
      const one = await live.socket(path({ reconnect, command }));
      await one.until(() => one.text().includes("first"));
      one.socket.close();
      await one.closed();
      const two = await live.socket(path({ reconnect, command: "echo other" }));
      await two.until(() => two.text() === "first\r\n");
      two.socket.send(Buffer.from(JSON.stringify({ data: "it\r" })));
      assert.equal(await two.closed(), endCode);
      assert.match(two.text(), /got it\r\n$/);
      const three = await live.socket(path({ reconnect, command: "echo again" }));
      await three.closed();
      assert.equal(three.text(), "again\r\n");
    });

    it("closes 1003 on a text frame", async () => {
      const terminal = await live.socket(path({ command: "cat" }));
      terminal.socket.send('{"data":"x"}');
      assert.equal(await terminal.closed(), 1003);
    });

    for (const input of ["not json", '{"data":5}', "[]", '{"height":-1,"width":2}']) {
      it(`ends the connection on ${input}`, async () => {
        const terminal = await live.socket(path({ command: "cat" }));
        terminal.socket.send(Buffer.from(input));
        assert.equal(await terminal.closed(), endCode);
      });
    }

    it("closes at once when screen is asked for, which is not installed", async () => {
      const terminal = await live.socket(path({ command: "echo hi", backend_type: "screen" }));
      assert.equal(await terminal.closed(), 1000);
      assert.equal(terminal.text(), "");
    });

    it("refuses a missing or malformed reconnect id by 400 with validations", async () => {
      const base = `/api/v2/workspaceagents/${agentId}/pty`;
      const missing = await live.refusal(`${base}?height=24&width=80`);
      assert.equal(missing.status, 400);
      assert.deepEqual(JSON.parse(missing.text), {
        message: "Invalid query parameters.",
        validations: [
          { field: "reconnect", detail: 'Query param "reconnect" is required and cannot be empty' },
        ],
      });
      assert.match((await live.refusal(`${base}?reconnect=xyz`)).text, /must be a valid uuid/);
    });

    it("answers 404 as JSON without a session, as a page where the caller may not go", async () => {
      for (const token of [null, "0123456789-0123456789012345678901"]) {
        const answer = await live.refusal(path(), token);
        assert.equal(answer.status, 404);
        assert.match(answer.text, /"message":"Resource not found/);
      }
      for (const answer of [
        await live.refusal(path(), live.memberToken),
        await live.refusal(path({}, randomUUID())),
      ]) {
        assert.equal(answer.status, 404);
        assert.match(answer.text, /<title>404 - Application Not Found/);
      }
    });

    it("answers 426 to a request that does not upgrade", async () => {
      const answer = await live.call(path());
      assert.equal(answer.status, 426);
      assert.match(
        answer.text,
        /^WebSocket protocol violation.*\n\{"message":"Failed to accept websocket\."/,
      );
    });

    it("closes 1011 with the reason when no terminal can be had", async () => {
      const other = await new Live(generation).start();
      try {
        other.deployment.terminals.close();
        const query = new URLSearchParams({ reconnect: randomUUID(), command: "true" }).toString();
        const terminal = await other.socket(`/api/v2/workspaceagents/${other.idle().agent.id}/pty?${query}`);
        assert.equal(await terminal.closed(), 1011);
      } finally {
        await other.stop();
      }
    });

    it("answers a page for an agent that is lost, and ends what ran in it", async () => {
      const { workspace, agent } = live.find(
        (_workspace, { connection, id }) => connection === "connected" && id !== agentId,
      );
      const terminal = await live.socket(path({ command: "sleep 60" }, agent.id));
      await delay(100);
      outages.get("agent lost")?.(live.deployment, workspace);
      await terminal.closed();
      const answer = await live.refusal(path({}, agent.id));
      assert.equal(answer.status, 404);
      assert.match(answer.text, /Agent state is &#34;disconnected&#34;, not &#34;connected&#34;/);
    });
  });
}
