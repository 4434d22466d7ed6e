import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { routes } from "../../src/clients/routes";
import { searchQuery } from "../../src/clients/search";
import { buildInfoSchema, userSchema } from "../../src/models/coder/user";
import { workspaceListSchema, workspaceSchema, type Workspace } from "../../src/models/coder/workspace";
import { startEmbedded } from "../support/embedded";
import { call, clientOf, closeAll, failure } from "./localServer";

const list = { schema: workspaceListSchema };

describe("CoderClient with the embedded deployment", () => {
  let embedded: Awaited<ReturnType<typeof startEmbedded>>;

  before(async () => {
    embedded = await startEmbedded({ generation: "tasks", agents: 5 });
  });
  after(() => embedded.stop());
  afterEach(closeAll);

  const ada = () => clientOf(embedded.url, { token: embedded.token });

  async function runningWorkspace(): Promise<Workspace> {
    const q = searchQuery({ owner: "me", status: "running" });
    const { workspaces } = await ada().json(routes.workspaces, { ...list, query: { q } }, call());
    const [workspace] = workspaces;
    assert.ok(workspace !== undefined, "the seeded world has a running workspace");
    return workspace;
  }

  it("reads what the deployment says of itself and of the token's user", async () => {
    const client = ada();
    const info = await client.json(routes.buildInfo, { schema: buildInfoSchema }, call());
    assert.match(info.version, /^v?\d/);
    const me = await client.json(routes.user, { params: { user: "me" }, schema: userSchema }, call());
    assert.equal(me.username, "ada");
  });

  it("tells which generation of tasks there is", async () => {
    assert.equal(await ada().probe(routes.tasks.list, {}, call()), "present");
    const old = await startEmbedded({ generation: "tasks-experimental", agents: 1 });
    try {
      const client = clientOf(old.url, { token: old.token });
      assert.equal(await client.probe(routes.tasks.list, {}, call()), "absent");
      assert.equal(await client.probe(routes.tasksExperimental.list, {}, call()), "present");
    } finally {
      await old.stop();
    }
  });

  it("says that a token is not accepted, without showing it", async () => {
    const client = clientOf(embedded.url, { token: "zzzzzzzzzz-zzzzzzzzzzzzzzzzzzzzzz" });
    const error = await failure(client.json(routes.workspaces, list, call()));
    assert.equal(error.code, "AUTHENTICATION_FAILED");
    assert.ok(error.details?.requestId !== undefined);
  });

  it("names what is missing, and passes on what Coder says to a malformed id", async () => {
    const get = (id: string) =>
      ada().json(
        routes.workspace,
        { params: { workspace: id }, schema: workspaceSchema, subject: { kind: "workspace", name: id } },
        call(),
      );
    const id = randomUUID();
    const missing = await failure(get(id));
    assert.equal(missing.reason, "missing_workspace");
    assert.ok(missing.message.includes(id));
    const malformed = await failure(get("no/../uuid"));
    assert.equal(malformed.reason, "bad_argument");
    assert.match(malformed.message, /Invalid UUID/);
  });

  it("is told about a workspace through a WebSocket until it leaves", async () => {
    const { id } = await runningWorkspace();
    const socket = await ada().socket(routes.watchWorkspace, { params: { workspace: id } }, call());
    for await (const frame of socket) {
      assert.ok(typeof frame === "string");
      if (frame.includes(id)) break;
    }
    await socket.closed;
  });

  it("runs a command through the terminal", async () => {
    const { latest_build } = await runningWorkspace();
    const workspaceAgent = latest_build?.resources.flatMap(({ agents }) => agents)[0]?.id;
    assert.ok(workspaceAgent !== undefined);
    const query = { reconnect: randomUUID(), height: 24, width: 80, command: "echo out$((40 + 2))" };
    const socket = await ada().socket(routes.terminal, { params: { workspaceAgent }, query }, call());
    const decoder = new TextDecoder();
    let output = "";
    for await (const frame of socket) output += typeof frame === "string" ? frame : decoder.decode(frame);
    assert.match(output, /out42/);
    assert.equal((await socket.closed).code, 1000);
  });

  it("hears why a terminal is refused", async () => {
    const options = { params: { workspaceAgent: randomUUID() }, query: { reconnect: randomUUID() } };
    const error = await failure(ada().socket(routes.terminal, options, call()));
    assert.equal(error.details?.status, 404);
  });
});
