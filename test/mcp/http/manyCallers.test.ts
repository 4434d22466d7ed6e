import assert from "node:assert/strict";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { CLIENTS, type McpConnection } from "../../support/httpClients";
import { startHttpServer, type HttpServer } from "../../support/httpServer";

const USERS = 50;

const agentsSchema = z.object({
  total_count: z.number(),
  agents: z.array(z.object({ name: z.string() })),
});

describe(`${USERS} users at once, each with a Coder token and an agent of their own`, function () {
  this.timeout(180_000);
  let deployment: EmbeddedDeployment;
  let servers: readonly HttpServer[];
  before(async () => {
    // Slow enough that answers overlap.
    deployment = await startEmbedded({ agents: 10, users: USERS, latency: 20 });
    const start = () => startHttpServer({ CODER_URL: deployment.url }, ["--auth", "coder"]);
    servers = await Promise.all([start(), start()]);
  });
  after(async () => {
    await Promise.all(servers.map((server) => server.stop()));
    await deployment.stop();
  });

  /** What somebody sees: themselves, and the names of their agents. */
  const look = async (client: McpConnection): Promise<readonly unknown[]> => {
    const [user, list] = await Promise.all([
      client.call("get_authenticated_user"),
      client.call("list_agents"),
    ]);
    const { total_count, agents } = agentsSchema.parse(list.structuredContent);
    return [user.structuredContent["username"], total_count, ...agents.map(({ name }) => name)];
  };

  it("never get each other's data, from any process, in either protocol era", async () => {
    const users = [...deployment.userTokens];
    assert.equal(users.length, USERS);
    const seen = await Promise.all(
      users.map(async ([username, token], index) => {
        const [, connect] = CLIENTS[index % CLIENTS.length] ?? CLIENTS[0];
        const headers = { "Coder-Session-Token": token };
        const clients = await Promise.all(servers.map(({ url }) => connect(new URL(url), headers)));
        const looks = await Promise.all([...clients, ...clients].map(look));
        await Promise.all(clients.map((client) => client.close()));
        const [first = []] = looks;
        for (const other of looks) assert.deepEqual(other, first);
        assert.deepEqual(first.slice(0, 2), [username, 1]);
        return first[2];
      }),
    );
    assert.equal(new Set(seen).size, USERS, "everybody's agent is another one");
  });

  it("cannot look at or touch anybody else's agents, though they know their names", async () => {
    const [, connect] = CLIENTS[0];
    const as = (token = "") => connect(new URL(servers[0]?.url ?? ""), { "Coder-Session-Token": token });
    const [member, ada] = await Promise.all([
      as([...deployment.userTokens.values()][0]),
      as(deployment.token),
    ]);
    const hers = agentsSchema.parse((await ada.call("list_agents")).structuredContent).agents;
    assert.ok(hers.length > 0);
    for (const { name } of hers.slice(0, 2)) {
      for (const tool of ["show_agent", "show_agent_log", "delete_agent"]) {
        const { structuredContent } = await member.call(tool, { agent_name: `ada/${name}` });
        const { error } = z.object({ error: z.object({ code: z.string() }) }).parse(structuredContent);
        assert.equal(error.code, "AGENT_NOT_FOUND", tool);
      }
    }
    await Promise.all([member.close(), ada.close()]);
  });
});
