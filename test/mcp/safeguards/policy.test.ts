import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
import assert from "node:assert/strict";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { fails } from "../../support/failures";
import { startHttpServer } from "../../support/httpServer";
import { startServer, type ConnectedServer } from "../../support/mcpClient";
import { changingRequests } from "../../support/sentRequests";

type Start = (environment: Record<string, string>, args: readonly string[]) => Promise<ConnectedServer>;

async function overHttp(
  environment: Record<string, string>,
  args: readonly string[],
): Promise<ConnectedServer> {
  const server = await startHttpServer(environment, args);
  const client = new Client({ name: "test", version: "1" });
  await client.connect(new StreamableHTTPClientTransport(new URL(server.url)));
  const close = async (): Promise<void> => {
    await client.close();
    await server.stop();
  };
  return { client, stderr: () => server.stderr(), close };
}

const TRANSPORTS: readonly (readonly [name: string, start: Start])[] = [
  ["stdio", startServer],
  ["HTTP", overHttp],
];

describe("what the operator allows", function () {
  this.timeout(60_000);
  let deployment: EmbeddedDeployment;
  let chats: EmbeddedDeployment;
  const servers: ConnectedServer[] = [];
  before(async () => {
    deployment = await startEmbedded({ agents: 3, generation: "tasks" });
    chats = await startEmbedded({ agents: 1, generation: "chats" });
  });
  after(async () => {
    await deployment.stop();
    await chats.stop();
  });
  afterEach(async () => {
    for (const server of servers.splice(0)) await server.close();
  });

  for (const [transport, start] of TRANSPORTS) {
    describe(`over ${transport}`, () => {
      const open = (...args: readonly string[]) => openOn(deployment, ...args);
      const openOn = async (
        { url, token }: EmbeddedDeployment,
        ...args: readonly string[]
      ): Promise<ConnectedServer> => {
        const environment = { CODER_URL: url, CODER_SESSION_TOKEN: token };
        const server = await start(environment, ["--toolsets", "all", "--log-level", "debug", ...args]);
        servers.push(server);
        await server.client.listTools();
        return server;
      };
      /** Refused by policy, with nothing sent that may change something. */
      const denied = async (
        server: ConnectedServer,
        name: string,
        args: Record<string, unknown>,
        says: RegExp,
      ): Promise<void> => {
        const error = await fails(server, name, args);
        assert.deepEqual([error.code, error.reason], ["VALIDATION_ERROR", "policy_denied"], error.message);
        assert.match(`${error.message} ${error.hint}`, says);
        assert.deepEqual(changingRequests(server.stderr()), []);
      };

      it("is the only templates that agents and workspaces are made from", async () => {
        const server = await open("--allowed-templates", "Plain-Dev,another");
        const says = /'claude-agent' may not be used .* one of plain-dev, another, .*--allowed-templates/u;
        const agent = { name: "x", task: "Say hello" };
        await denied(server, "create_agent", { ...agent, project: "Claude Agent" }, says);
        const classic = {
          user: "me",
          prompt: "Say hello",
          workspace_name: "x",
          template_name: "claude-agent",
        };
        await denied(server, "create_new_agent_task", classic, says);
        await denied(server, "create_workspace", { name: "x", template: "claude-agent" }, says);
      });

      it("is no agent that could make workspaces of any template by itself", async () => {
        const server = await openOn(chats, "--allowed-templates", "plain-dev");
        const error = await fails(server, "create_agent", { name: "bare", task: "Say hello" });
        assert.equal(error.reason, "policy_denied");
        assert.match(error.message, /'bare' may not be made without a project/u);
        assert.equal((await fails(server, "show_agent", { agent_name: "bare" })).reason, "missing_agent");
      });

      it("is the only templates that are changed or made", async () => {
        const server = await open("--allowed-templates", "plain-dev");
        const says = /may not be used/u;
        await denied(server, "delete_template", { template: "claude-agent" }, says);
        await denied(server, "delete_template", { template: "claude-agent", dry_run: true }, says);
        await denied(
          server,
          "set_active_template_version",
          { template: "claude-agent", version: "v1" },
          says,
        );
        const files = { "main.tf": "terraform {}\n" };
        await denied(server, "create_template_version", { template: "claude-agent", files }, says);
        await denied(server, "create_template", { name: "other", files }, says);
      });

      it("is the only projects that are listed", async () => {
        const server = await open("--allowed-templates", "claude-agent");
        const { structuredContent } = await server.client.callTool({
          name: "list_agent_projects",
          arguments: {},
        });
        const { projects } = z
          .object({ projects: z.array(z.object({ name: z.string() })) })
          .parse(structuredContent);
        assert.deepEqual(
          projects.map(({ name }) => name),
          ["Claude Agent"],
        );
        const made = await server.client.callTool({
          name: "create_agent",
          arguments: { name: `allowed-${transport}`, project: "claude agent", task: "Say hello" },
        });
        assert.notEqual(made.isError, true, JSON.stringify(made));
      });

      it("is how many agents one call may name", async () => {
        const server = await open("--max-agents-per-call", "2");
        const says = /at most 2 agents .* given/u;
        await denied(server, "wait_for_agents", { agent_names: ["a", "b", "c"] }, says);
        await denied(server, "wait_for_agents", {}, /none, which means all/u);
        const two = await fails(server, "wait_for_agents", { agent_names: ["nobody", "none"] });
        assert.equal(two.reason, "missing_agent");
      });

      it("is no change at all when it is read-only", async () => {
        const server = await open("--read-only");
        for (const { annotations } of (await server.client.listTools()).tools) {
          assert.equal(annotations?.readOnlyHint, true);
        }
        await assert.rejects(
          server.client.callTool({ name: "delete_agent", arguments: { agent_name: "x" } }),
          /"delete_agent" is switched off on this server/u,
        );
      });
    });
  }
});
