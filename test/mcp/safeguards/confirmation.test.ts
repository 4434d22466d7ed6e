import { ElicitRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { createRequestStateCodec, type ServerContext } from "@modelcontextprotocol/server";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { fails } from "../../support/failures";
import { startServer, type ConnectedServer } from "../../support/mcpClient";
import { changingRequests } from "../../support/sentRequests";
import { MODERN_ENVELOPE, startProcess, type Message, type ServerProcess } from "../../support/serverProcess";

const ALWAYS = ["--confirm", "always", "--log-level", "debug"];
const SECRET = "a secret that only this test and its servers know";

const questionSchema = z.object({
  message: z.string(),
  requestedSchema: z.object({ properties: z.object({ confirm: z.object({ type: z.literal("boolean") }) }) }),
});

describe("--confirm always", function () {
  this.timeout(60_000);
  let deployment: EmbeddedDeployment;
  let directory: string;
  let secretFile: string;
  const environment = () => ({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token });

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-confirm-"));
    secretFile = join(directory, "secret");
    writeFileSync(secretFile, SECRET, { mode: 0o600 });
    deployment = await startEmbedded({ agents: 1 });
    const server = await startServer(environment());
    for (const name of ["one", "two", "three"]) {
      const args = { name, template: "plain-dev", rich_parameters: { project: "a" } };
      const made = await server.client.callTool({ name: "create_workspace", arguments: args });
      assert.notEqual(made.isError, true, JSON.stringify(made));
    }
    await server.close();
  });
  after(async () => {
    rmSync(directory, { recursive: true });
    await deployment.stop();
  });

  describe("with a client that elicits (SDK 1)", () => {
    let server: ConnectedServer;
    const questions: string[] = [];
    let answer: Record<string, unknown> = {};
    let meanwhile: () => Promise<unknown> = () => Promise.resolve();
    before(async () => {
      server = await startServer(environment(), ALWAYS, { elicitation: {} });
      server.client.setRequestHandler(ElicitRequestSchema, async ({ params }) => {
        questions.push(questionSchema.parse(params).message);
        await meanwhile();
        return answer;
      });
    });
    after(() => server.close());
    beforeEach(() => {
      meanwhile = () => Promise.resolve();
    });

    for (const [what, said] of [
      ["declines", { action: "decline" }],
      ["closes the question", { action: "cancel" }],
      ["leaves the box empty", { action: "accept", content: { confirm: false } }],
    ] as const) {
      it(`changes nothing when the person ${what}`, async () => {
        answer = said;
        const before = changingRequests(server.stderr()).length;
        const error = await fails(server, "stop_workspace", { workspace: "one" });
        assert.deepEqual([error.code, error.reason], ["VALIDATION_ERROR", "not_confirmed"]);
        assert.match(error.message, /did not confirm stop_workspace of ada\/one/u);
        assert.deepEqual(changingRequests(server.stderr()).slice(before), []);
      });
    }

    it("does it when the person says yes, after a question with what will happen", async () => {
      answer = { action: "accept", content: { confirm: true } };
      const result = await server.client.callTool({
        name: "stop_workspace",
        arguments: { workspace: "one" },
      });
      assert.notEqual(result.isError, true, JSON.stringify(result));
      assert.match(
        questions.at(-1) ?? "",
        /^stop_workspace: workspace ada\/one \(running\)\n- What runs in it ends/u,
      );
    });

    it("changes nothing when the target has changed since it was asked about", async () => {
      answer = { action: "accept", content: { confirm: true } };
      meanwhile = async () => {
        const other = await startServer(environment());
        await other.client.callTool({ name: "stop_workspace", arguments: { workspace: "two" } });
        await other.close();
      };
      const error = await fails(server, "delete_workspace", { workspace: "two" });
      assert.equal(error.reason, "not_confirmed");
      assert.match(error.message, /ada\/two has changed since/u);
      assert.deepEqual(
        changingRequests(server.stderr()).filter((line) => line.startsWith("DELETE")),
        [],
      );
    });

    it("asks about nothing that destroys nothing", async () => {
      const asked = questions.length;
      await server.client.callTool({ name: "list_agents", arguments: {} });
      await server.client.callTool({
        name: "delete_workspace",
        arguments: { workspace: "two", dry_run: true },
      });
      assert.equal(questions.length, asked);
    });

    it("shows the command before it runs", async () => {
      answer = { action: "decline" };
      const args = { workspace: "three", command: "rm -rf build" };
      assert.equal((await fails(server, "execute_command", args)).reason, "not_confirmed");
      assert.match(questions.at(-1) ?? "", /ada\/three.*\n- This command runs in it: rm -rf build/u);
    });
  });

  it("refuses where the client cannot ask", async () => {
    const server = await startServer(environment(), ALWAYS);
    const error = await fails(server, "delete_workspace", { workspace: "two" });
    assert.equal(error.reason, "not_confirmed");
    assert.match(error.message, /this client cannot ask/u);
    const byAddress = await startServer(environment(), ALWAYS, { elicitation: { url: {} } });
    assert.equal((await fails(byAddress, "delete_workspace", { workspace: "two" })).reason, "not_confirmed");
    assert.deepEqual([...changingRequests(server.stderr()), ...changingRequests(byAddress.stderr())], []);
    await server.close();
    await byAddress.close();
  });

  describe("with a 2026-07-28 client", () => {
    let servers: ServerProcess[] = [];
    const start = (...args: readonly string[]): ServerProcess => {
      const server = startProcess(environment(), [...ALWAYS, ...args]);
      servers.push(server);
      return server;
    };
    afterEach(async () => {
      for (const server of servers) {
        server.endInput();
        await server.exit(20_000);
      }
      servers = [];
    });

    let id = 0;
    /** One call; `more` goes beside its name and arguments. */
    const call = async (
      server: ServerProcess,
      args: Record<string, unknown>,
      more: Record<string, unknown> = {},
      name = "delete_workspace",
    ): Promise<NonNullable<Message["result"]>> => {
      const request = (id += 1);
      const _meta = {
        ...MODERN_ENVELOPE,
        "io.modelcontextprotocol/clientCapabilities": { elicitation: { form: {} } },
      };
      server.send({ id: request, method: "tools/call", params: { name, arguments: args, ...more, _meta } });
      const { result, error } = await server.next((message) => message.id === request, 30_000);
      assert.ok(result, JSON.stringify(error));
      return result;
    };
    /** Asks, and answers the state that has to come back. */
    const asked = async (server: ServerProcess, args: Record<string, unknown>): Promise<string> => {
      const { resultType, inputRequests, requestState } = await call(server, args);
      assert.equal(resultType, "input_required");
      const { confirm } = z.object({ confirm: z.object({ params: questionSchema }) }).parse(inputRequests);
      assert.match(
        confirm.params.message,
        /^delete_workspace: workspace ada\/\w+ \(\w+\)\n- All files in it/u,
      );
      return z.string().parse(requestState);
    };
    const yes = (requestState: string) => ({
      requestState,
      inputResponses: { confirm: { action: "accept", content: { confirm: true } } },
    });
    /** JSON-RPC's "invalid params", as the protocol wants it. */
    const FOREIGN = /"code":-32602,.*not belong to a question.*--state-secret-file/u;
    const refused = (server: ServerProcess, result: NonNullable<Message["result"]>, says: RegExp): void => {
      const { error } = z
        .object({ error: z.object({ reason: z.string(), message: z.string() }) })
        .parse(result["structuredContent"]);
      assert.equal(error.reason, "not_confirmed");
      assert.match(error.message, says);
      assert.deepEqual(changingRequests(server.stderr()), []);
    };

    it("refuses an answer that is a no, or none", async () => {
      const server = start();
      const requestState = await asked(server, { workspace: "three" });
      const no = { requestState, inputResponses: { confirm: { action: "decline" } } };
      refused(server, await call(server, { workspace: "three" }, no), /did not confirm/u);
      refused(server, await call(server, { workspace: "three" }, { requestState }), /did not confirm/u);
    });

    it("asks anew for a yes without the state that says what for", async () => {
      const server = start();
      const { inputResponses } = yes("");
      const result = await call(server, { workspace: "three" }, { inputResponses });
      assert.equal(result["resultType"], "input_required");
    });

    it("refuses a yes to another call: other arguments, another tool, another process", async () => {
      const server = start();
      const state = yes(await asked(server, { workspace: "three" }));
      refused(server, await call(server, { workspace: "one" }, state), /asked about another call/u);
      refused(server, await call(server, { workspace: "three" }, state, "stop_workspace"), /another call/u);
      const other = start();
      await assert.rejects(call(other, { workspace: "three" }, state), FOREIGN);
      assert.deepEqual(changingRequests(other.stderr()), []);
    });

    it("refuses a state that was changed, made up or has expired", async () => {
      const server = start("--state-secret-file", secretFile);
      const state = await asked(server, { workspace: "three" });
      const flipped = `${state.slice(0, 20)}${state[20] === "A" ? "B" : "A"}${state.slice(21)}`;
      for (const wrong of [flipped, "made-up", `${state}A`, ""]) {
        await assert.rejects(call(server, { workspace: "three" }, yes(wrong)), FOREIGN);
      }
      // What the server would have made 11 minutes ago, with the key of its secret file.
      const body: unknown = JSON.parse(Buffer.from(state.split(".")[1] ?? "", "base64url").toString());
      const { p: subject } = z.object({ p: z.unknown() }).parse(body);
      const key = createHash("sha256").update(SECRET).digest();
      const old = await createRequestStateCodec({ key, ttlSeconds: -60 }).mint(subject, {} as ServerContext);
      refused(server, await call(server, { workspace: "three" }, yes(old)), /more than 10 minutes after/u);
    });

    it("does it for a yes to exactly this, also in another process with the same secret", async () => {
      const state = await asked(start("--state-secret-file", secretFile), { workspace: "three" });
      const other = start("--state-secret-file", secretFile);
      const result = await call(other, { workspace: "three" }, yes(state));
      assert.notEqual(result["isError"], true, JSON.stringify(result));
    });
  });
});
