/** `--confirm always` over HTTP: question and answer are two requests, and any process may get either. */
import { Client, isInputRequiredResult, StreamableHTTPClientTransport } from "@modelcontextprotocol/client";
import { createRequestStateCodec, type ServerContext } from "@modelcontextprotocol/server";
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { connectSdk1 } from "../../support/httpClients";
import { startHttpServer, type HttpServer } from "../../support/httpServer";
import { startServer } from "../../support/mcpClient";
import { changingRequests } from "../../support/sentRequests";

const SECRET = "a secret that only this test and its servers know";

interface Answer {
  readonly action: "accept" | "decline" | "cancel";
  readonly content?: { readonly confirm: boolean };
}
const YES: Answer = { action: "accept", content: { confirm: true } };

const refusalSchema = z.object({
  structuredContent: z.object({
    error: z.object({ reason: z.string(), message: z.string(), hint: z.string() }),
  }),
});

type Arguments = Readonly<Record<string, unknown>>;

describe("--confirm always over HTTP", function () {
  this.timeout(60_000);
  let deployment: EmbeddedDeployment;
  let directory: string;
  /** Two processes with one secret, as behind one address, and one without. */
  let one: HttpServer;
  let two: HttpServer;
  let stranger: HttpServer;
  const clients: Client[] = [];

  /** Somebody does something, beside the servers under test. */
  const meanwhile = async (name: string, args: Arguments, token = deployment.token): Promise<void> => {
    const server = await startServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: token });
    const done = await server.client.callTool({ name, arguments: args });
    await server.close();
    assert.notEqual(done.isError, true, JSON.stringify(done));
  };
  const newWorkspace = (name: string) => ({ name, template: "plain-dev", rich_parameters: { project: "a" } });

  before(async () => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-asked-"));
    const secretFile = join(directory, "secret");
    writeFileSync(secretFile, SECRET, { mode: 0o600 });
    deployment = await startEmbedded({ agents: 1 });
    for (const name of ["kept", "changed", "first", "second"]) {
      await meanwhile("create_workspace", newWorkspace(name));
    }
    await meanwhile("create_workspace", newWorkspace("hers"), deployment.memberToken);
    const start = (...args: readonly string[]): Promise<HttpServer> =>
      startHttpServer({ CODER_URL: deployment.url }, [
        ...["--auth", "coder", "--confirm", "always", "--log-level", "debug", ...args],
      ]);
    [one, two, stranger] = await Promise.all([
      start("--state-secret-file", secretFile),
      start("--state-secret-file", secretFile),
      start(),
    ]);
  });
  after(async () => {
    await Promise.all([one.stop(), two.stop(), stranger.stop()]);
    await deployment.stop();
    rmSync(directory, { recursive: true });
  });
  afterEach(async () => {
    for (const client of clients.splice(0)) await client.close();
  });

  /** A 2026-07-28 client built on SDK 2. With a person it asks them by itself, else the test carries the answer. */
  const connect = async (
    server: HttpServer,
    person?: (question: string) => Answer,
    token = deployment.token,
    capabilities: object = { elicitation: { form: {} } },
  ): Promise<Client> => {
    const client = new Client(
      { name: "test", version: "1" },
      {
        versionNegotiation: { mode: { pin: "2026-07-28" } },
        capabilities,
        inputRequired: { autoFulfill: person !== undefined },
      },
    );
    if (person !== undefined) {
      client.setRequestHandler("elicitation/create", ({ params }) => ({ ...person(params.message) }));
    }
    clients.push(client);
    const requestInit = { headers: { "Coder-Session-Token": token } };
    await client.connect(new StreamableHTTPClientTransport(new URL(server.url), { requestInit }));
    return client;
  };
  /** One request and its result, be it a question. */
  const call = (
    client: Client,
    args: Arguments,
    answer: object = {},
    name = "delete_workspace",
  ): Promise<unknown> => client.callTool({ name, arguments: args, ...answer }, { allowInputRequired: true });
  /** Answers the state that has to come back with the answer. */
  const asked = async (client: Client, args: Arguments, name?: string): Promise<string> => {
    const result = await call(client, args, {}, name);
    assert.ok(isInputRequiredResult(result), JSON.stringify(result));
    return result.requestState ?? assert.fail("there should be a state");
  };
  const yes = (requestState: string) => ({ requestState, inputResponses: { confirm: YES } });

  const refused = (result: unknown, says: RegExp): void => {
    const { error } = refusalSchema.parse(result).structuredContent;
    assert.equal(error.reason, "not_confirmed");
    assert.match(`${error.message} ${error.hint}`, says);
  };

  describe("changes nothing", () => {
    const kept = { workspace: "kept" };
    const changes = (): readonly string[] =>
      [one, two, stranger].flatMap((server) => changingRequests(server.stderr()));
    afterEach(() => {
      assert.deepEqual(changes(), []);
    });

    for (const [what, answer] of [
      ["declines", { action: "decline" }],
      ["closes the question", { action: "cancel" }],
      ["leaves the box empty", { action: "accept", content: { confirm: false } }],
    ] as const) {
      it(`when the person ${what}`, async () => {
        const client = await connect(one, () => answer);
        const result = await client.callTool({ name: "delete_workspace", arguments: kept });
        refused(result, /did not confirm delete_workspace of ada\/kept/u);
      });
    }

    it("for a client of either era that cannot ask, and says what to do instead", async () => {
      const modern = await connect(one, undefined, deployment.token, {});
      refused(await call(modern, kept), /this client cannot ask .*dry_run/u);
      const older = await connectSdk1(new URL(one.url), { "Coder-Session-Token": deployment.token });
      const result = await older.call("delete_workspace", kept);
      await older.close();
      refused(result, /cannot ask .*dry_run.*2026-07-28/u);
    });

    it("for an answer without a yes, or a yes without the state that says what for", async () => {
      const client = await connect(one);
      const requestState = await asked(client, kept);
      refused(await call(client, kept, { requestState }), /did not confirm/u);
      const { inputResponses } = yes(requestState);
      assert.ok(isInputRequiredResult(await call(client, kept, { inputResponses })), "asked anew");
    });

    it("for a yes to other arguments or another tool", async () => {
      const client = await connect(one);
      const state = yes(await asked(client, kept));
      refused(await call(client, { workspace: "first" }, state), /about another call than this one/u);
      refused(await call(client, kept, state, "stop_workspace"), /about another call than this one/u);
    });

    it("for a yes of another caller, who may do the same", async () => {
      const mia = await connect(one, undefined, deployment.memberToken);
      const state = yes(await asked(mia, { workspace: "mia/hers" }));
      const ada = await connect(one);
      refused(await call(ada, { workspace: "mia/hers" }, state), /about another call than this one/u);
    });

    it("for a state that was changed or made up, or asked by a process with another secret", async () => {
      const client = await connect(one);
      const state = await asked(client, kept);
      const flipped = `${state.slice(0, 20)}${state[20] === "A" ? "B" : "A"}${state.slice(21)}`;
      const foreign = await asked(await connect(stranger), kept);
      for (const wrong of [flipped, `${state}A`, "made-up", "", foreign]) {
        await assert.rejects(
          call(client, kept, yes(wrong)),
          /not belong to a question.*--state-secret-file/u,
        );
      }
    });

    it("for a state that has expired", async () => {
      const client = await connect(one);
      const body: unknown = JSON.parse(
        Buffer.from((await asked(client, kept)).split(".")[1] ?? "", "base64url").toString(),
      );
      // What the server would have made 11 minutes ago, with the key of its secret file.
      const { p: subject } = z.object({ p: z.unknown() }).parse(body);
      const key = createHash("sha256").update(SECRET).digest();
      const old = await createRequestStateCodec({ key, ttlSeconds: -60 }).mint(subject, {} as ServerContext);
      refused(await call(client, kept, yes(old)), /more than 10 minutes after/u);
    });

    for (const [state, change] of [
      ["another state", "stop_workspace"],
      ["the same state, but was changed", "start_workspace"],
    ] as const) {
      it(`where the target is in ${state} since the preview`, async () => {
        const args = { workspace: "changed" };
        const client = await connect(one);
        const old = await asked(client, args);
        await meanwhile(change, args);
        refused(await call(client, args, yes(old)), /ada\/changed has changed since/u);
      });
    }
  });

  describe("changes what the person agreed to", () => {
    it("does it for a person's yes, after a question that says what will happen", async () => {
      const questions: string[] = [];
      const client = await connect(one, (question) => {
        questions.push(question);
        return YES;
      });
      const result = await client.callTool({ name: "delete_workspace", arguments: { workspace: "first" } });
      assert.equal(z.object({ status: z.string() }).parse(result.structuredContent).status, "deleted");
      assert.equal(questions.length, 1);
      assert.match(
        questions[0] ?? "",
        /^delete_workspace: workspace ada\/first \(running\)\n- All files in it are deleted/u,
      );
    });

    it("does it once, where one process asked and another of the same secret gets the answer", async () => {
      const args = { workspace: "second" };
      const state = await asked(await connect(one), args);
      const other = await connect(two);
      assert.notEqual(
        z.object({ isError: z.boolean().optional() }).parse(await call(other, args, yes(state))).isError,
        true,
      );
      const again = z
        .object({ structuredContent: z.object({ error: z.object({ code: z.string() }) }) })
        .parse(await call(other, args, yes(state)));
      assert.equal(again.structuredContent.error.code, "AGENT_NOT_FOUND");
    });
  });
});
