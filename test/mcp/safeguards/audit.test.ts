import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { fails } from "../../support/failures";
import { connectSdk1 } from "../../support/httpClients";
import { startHttpServer } from "../../support/httpServer";
import { startServer } from "../../support/mcpClient";
import { INITIALIZE, SERVER, serverEnvironment, startProcess } from "../../support/serverProcess";

const recordSchema = z.looseObject({
  seq: z.int(),
  time: z.iso.datetime(),
  event: z.string(),
  call: z.string().optional(),
  tool: z.string().optional(),
  decision: z.string().optional(),
  outcome: z.string().optional(),
  hash: z.string(),
});
type AuditRecord = z.output<typeof recordSchema>;

describe("--audit-log", function () {
  this.timeout(90_000);
  let deployment: EmbeddedDeployment;
  let directory: string;
  let base: string;
  let keyFile: string;
  const environment = () => ({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token });

  before(async () => {
    deployment = await startEmbedded({ agents: 2 });
  });
  after(() => deployment.stop());
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-audited-"));
    base = join(directory, "audit.jsonl");
    keyFile = join(directory, "key");
    writeFileSync(keyFile, "a key of the operator, longer than 32 bytes", { mode: 0o600 });
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const text = (): string =>
    readdirSync(directory)
      .filter((name) => name.endsWith(".jsonl"))
      .sort()
      .map((name) => readFileSync(join(directory, name), "utf8"))
      .join("");
  const records = (): readonly AuditRecord[] =>
    text()
      .split("\n")
      .filter((line) => line.endsWith("}"))
      .map((line) => recordSchema.parse(JSON.parse(line)));
  const verify = (...args: readonly string[]) => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [SERVER, "audit", "verify", ...args], {
      env: serverEnvironment({}),
      encoding: "utf8",
      timeout: 20_000,
    });
    return { status, output: stdout + stderr };
  };

  it("records who called what about whom, why it was let through and how it ended", async () => {
    const server = await startServer(environment(), ["--audit-log", base]);
    await server.client.callTool({ name: "list_agents", arguments: { owner: "all" } });
    await fails(server, "show_agent", { agent_name: "nobody" });
    await fails(server, "show_agent", { agent: "nobody" });
    await server.client.callTool({ name: "no_such_tool", arguments: {} }).catch(() => undefined);
    await server.close();

    const [start, ...rest] = records();
    const stop = rest.at(-1);
    assert.deepEqual([start?.event, stop?.event], ["start", "stop"]);
    assert.deepEqual(
      rest.slice(0, -1).map(({ event, tool, decision, outcome }) => [event, tool, decision, outcome]),
      [
        ["call", "list_agents", "allowed", undefined],
        ["outcome", undefined, undefined, "ok"],
        ["call", "show_agent", "allowed", undefined],
        ["outcome", undefined, undefined, "AGENT_NOT_FOUND missing_agent"],
        ["refused", "show_agent", "refused", "VALIDATION_ERROR bad_argument"],
        ["refused", "no_such_tool", "refused", "VALIDATION_ERROR policy_denied"],
      ],
    );
    const [call, outcome] = rest;
    assert.ok(call);
    assert.equal(call.call, outcome?.call);
    assert.deepEqual(call["caller"], { kind: "local", id: "local", name: "the user of this process" });
    assert.equal(call["client"], "test 1");
    assert.deepEqual(call["names"], { owner: "all" });
    assert.match(String(call["arguments"]), /^[0-9a-f]{64}$/u);
    const ids = z.array(z.string()).parse(outcome?.["request_ids"]);
    assert.ok(ids.length > 0, "the ids of Coder's answers");
    assert.ok(Number(outcome?.["duration_ms"]) >= 0);
  });

  it("holds no prompt, command, content or token", async () => {
    const server = await startServer(environment(), ["--toolsets", "all", "--audit-log", base]);
    const hidden = "do-not-write-this-down";
    for (const [name, args] of [
      ["create_agent", { name: "audited", project: "Claude Agent", task: hidden }],
      ["start_agent_task", { agent_name: "nobody", task_description: hidden }],
      ["send_input_to_agent", { agent_id: "nobody", input_text: hidden }],
      [
        "execute_command",
        { workspace: "nobody", command: hidden, stdin: hidden, environment: { A: hidden } },
      ],
      ["write_file", { workspace: "nobody", path: "a.md", content: hidden }],
      ["create_workspace", { name: "-", template: "plain-dev", rich_parameters: { project: hidden } }],
      ["create_template", { name: "-", files: { "main.tf": hidden } }],
      ["update_agent", { agent_name: "nobody", title: hidden, labels: { a: hidden } }],
      ["show_agent", { agent_name: `Bearer ${deployment.token}` }],
    ] as const) {
      await server.client.callTool({ name, arguments: args });
    }
    await server.close();
    assert.equal(records().filter(({ event }) => event === "call" || event === "refused").length, 9);
    assert.ok(!text().includes(hidden));
    assert.ok(!text().includes(deployment.token));
    assert.match(text(), /"names":\{"name":"audited","project":"Claude Agent"\}/u);
  });

  it("records what was only asked, declined, or tried dry", async () => {
    const server = await startServer(environment(), ["--audit-log", base, "--confirm", "always"]);
    const agent = { agent_name: "no-such-agent" };
    await fails(server, "delete_agent", agent);
    const listed = await server.client.callTool({ name: "list_agents", arguments: {} });
    const { agents } = z
      .object({ agents: z.array(z.object({ name: z.string() })) })
      .parse(listed.structuredContent);
    const mine = { agent_name: agents[0]?.name ?? "" };
    await server.client.callTool({ name: "delete_agent", arguments: { ...mine, dry_run: true } });
    assert.equal((await fails(server, "delete_agent", mine)).reason, "not_confirmed");
    await server.close();
    assert.deepEqual(
      records().flatMap(({ tool, decision }) => (tool === "delete_agent" ? [decision] : [])),
      ["refused", "dry_run", "refused"],
    );
  });

  it("is verified by the command line: count, head, and what was tampered with", async () => {
    const keyed = ["--audit-log", base, "--audit-key-file", keyFile];
    const server = await startServer(environment(), keyed);
    await server.client.callTool({ name: "get_authenticated_user", arguments: {} });
    await server.close();
    const head = records().at(-1)?.hash ?? "";

    const good = verify(base, "--audit-key-file", keyFile, "--expect-head", head);
    assert.match(good.output, new RegExp(`: 4 lines in 1 file, head ${head}\nintact\n`, "u"));
    assert.equal(good.status, 0);
    assert.equal(verify(base).status, 1, "without its key");
    const other = verify(base, "--audit-key-file", keyFile, "--expect-head", "0".repeat(64));
    assert.deepEqual([other.status, other.output.includes("WRONG: no log here ends with")], [1, true]);

    const [file = ""] = readdirSync(directory).filter((name) => name.endsWith(".jsonl"));
    const path = join(directory, file);
    if (process.platform !== "win32") assert.equal(statSync(path).mode & 0o777, 0o600);
    writeFileSync(path, readFileSync(path, "utf8").replace("get_authenticated_user", "list_agents"));
    const bad = verify(path, "--audit-key-file", keyFile);
    assert.deepEqual([bad.status, bad.output.includes(":2 was changed")], [1, true]);
    assert.match(bad.output, /NOT intact/u);

    assert.deepEqual(verify(join(directory, "none.jsonl")).status, 2);
    assert.match(verify().output, /audit verify FILE/u);
  });

  it("loses at most the line being written when the process is killed", async () => {
    const server = startProcess(environment(), ["--audit-log", base]);
    server.send(INITIALIZE, { method: "notifications/initialized" });
    await server.next(({ id }) => id === "init", 30_000);
    for (let id = 1; id <= 2000; id += 1) {
      server.send({ id, method: "tools/call", params: { name: "list_agents", arguments: { page: 0 } } });
    }
    // Somewhere in the middle of writing.
    await server.next(({ id }) => id === 200, 30_000);
    server.kill("SIGKILL");
    await server.exit(20_000);
    const { output } = verify(base);
    const wrong = output.split("\n").filter((line) => line.startsWith("WRONG"));
    assert.ok(
      wrong.length === 0 || (wrong.length === 1 && wrong[0]?.includes("is cut short") === true),
      output,
    );
    assert.match(output, /does not end with a stop/u);
    // What was answered had been recorded before.
    const answered = server.lines.length - 1;
    assert.ok(records().filter(({ event }) => event === "refused").length >= answered);
  });

  it("refuses calls where nothing can be recorded, before they have an effect", async () => {
    const server = startProcess(environment(), ["--audit-log", base, "--log-level", "debug"], {
      node: ["--require", join(import.meta.dirname, "..", "..", "support", "fullDisk.cjs")],
    });
    server.send(INITIALIZE, { method: "notifications/initialized" });
    await server.next(({ id }) => id === "init", 30_000);
    server.send({
      id: 1,
      method: "tools/call",
      params: {
        name: "create_agent",
        arguments: { name: "unseen", project: "Claude Agent", task: "Say hello" },
      },
    });
    const { result } = await server.next(({ id }) => id === 1, 30_000);
    const { error } = z
      .object({ error: z.object({ reason: z.string(), message: z.string(), retryable: z.boolean() }) })
      .parse(result?.["structuredContent"]);
    assert.deepEqual([error.reason, error.retryable], ["policy_denied", true]);
    assert.match(error.message, /was not run: .* audit log cannot be written/u);
    assert.match(server.stderr(), /error the audit log cannot be written error="Error: ENOSPC/u);
    assert.doesNotMatch(server.stderr(), / debug request /u, "nothing was asked of Coder");
    server.endInput();
    assert.equal(await server.exit(20_000), 0);
  });

  it("records over HTTP which caller it was, and what their scope refused them", async () => {
    const tokens = join(directory, "tokens.json");
    const value = "a-token-of-the-dashboard-with-40-characters";
    const dashboard = { name: "dashboard", scope: "read", value };
    writeFileSync(tokens, JSON.stringify({ tokens: [dashboard] }), { mode: 0o600 });
    const args = ["--auth", "tokens", "--tokens-file", tokens, "--audit-log", base];
    const server = await startHttpServer(environment(), args);
    const headers = { Authorization: `Bearer ${value}`, "User-Agent": "assistant/1.2" };
    const client = await connectSdk1(new URL(server.url), headers);
    assert.equal((await client.call("list_agents")).isError, false);
    assert.equal((await client.call("delete_agent", { agent_name: "x" })).isError, true);
    await client.close();
    server.kill("SIGTERM");
    assert.equal(await server.exit(), 0);
    const [, call, , refused, stop] = records();
    assert.deepEqual([call?.tool, call?.decision, stop?.event], ["list_agents", "allowed", "stop"]);
    assert.equal(call?.["client"], "assistant/1.2", "all that is known of a client without a session");
    assert.deepEqual(
      [refused?.tool, refused?.outcome, refused?.["names"]],
      ["delete_agent", "VALIDATION_ERROR policy_denied", { agent_name: "x" }],
    );
    const { kind, name } = z.object({ kind: z.string(), name: z.string() }).parse(refused?.["caller"]);
    assert.equal(kind, "token");
    assert.match(name, /dashboard/u);
    assert.ok(!text().includes(value));
  });

  it("refuses to start where its folder is missing", async () => {
    const server = startProcess(environment(), ["--audit-log", join(directory, "none", "audit.jsonl")]);
    assert.equal(await server.exit(20_000), 2);
    assert.match(
      server.stderr(),
      /--audit-log=.*cannot be written \(ENOENT\); allowed: a path in a folder that exists/u,
    );
  });
});
