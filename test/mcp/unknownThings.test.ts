/**
 * Every tool, in every way it can fail, as a client built on SDK 1 sees it after it has listed the tools: such a
 * client checks the structured content of a failed call against the output schema too.
 */
import assert from "node:assert/strict";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../support/embedded";
import { ACCEPTED, ALL, fails, tools, type Arguments } from "../support/failures";
import { startServer, type ConnectedServer } from "../support/mcpClient";

describe("every tool", () => {
  describe("against the embedded deployment", () => {
    let deployment: EmbeddedDeployment;
    let server: ConnectedServer;
    before(async () => {
      deployment = await startEmbedded({ agents: 5 });
      server = await startServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token }, ALL);
    });
    after(async () => {
      await server.close();
      await deployment.stop();
    });

    it("says that the agent does not exist", async () => {
      for (const { name, inputSchema } of await tools(server)) {
        const named = ["agent_name", "agent_id", "workspace_id"];
        if (!Object.keys(inputSchema.properties ?? {}).some((key) => named.includes(key))) continue;
        const error = await fails(server, name, ACCEPTED[name] ?? {});
        assert.equal(error.code, "AGENT_NOT_FOUND", `${name}: ${error.message}`);
        assert.match(error.message, /no-such-agent/, name);
      }
    });

    it("says that the project, role or template does not exist, and which there are", async () => {
      for (const [name, args, reason] of [
        ["list_agent_roles", { project: "Nope" }, "missing_project"],
        ["create_agent", { name: "x1", project: "Nope", task: "t" }, "missing_project"],
        ["create_agent", { name: "x1", project: "Claude Agent", task: "t", role: "Nope" }, "missing_role"],
        [
          "create_new_agent_task",
          { user: "me", prompt: "t", workspace_name: "x1", template_name: "Nope" },
          /missing_(template|project)/,
        ],
      ] as const) {
        const error = await fails(server, name, args);
        assert.equal(error.code, "VALIDATION_ERROR");
        assert.match(error.reason, new RegExp(reason));
        assert.match(
          error.message + error.hint + JSON.stringify(error.details),
          /claude-agent|Claude Agent|coder/i,
        );
      }
    });

    it("accepts null for whatever is optional", async () => {
      for (const { name, inputSchema, annotations } of await tools(server)) {
        const required = inputSchema.required ?? [];
        if (annotations?.readOnlyHint !== true || required.length > 0) continue;
        const nothing: Arguments = Object.fromEntries(
          Object.keys(inputSchema.properties ?? {}).map((key): [string, null] => [key, null]),
        );
        // Waits for an agent at work, for a minute unless it is told otherwise.
        const brief: Arguments = name === "wait_for_agents" ? { timeout_seconds: 1 } : {};
        const result = await server.client.callTool({ name, arguments: { ...nothing, ...brief } });
        assert.equal(result.isError, undefined, `${name}: ${JSON.stringify(result)}`);
      }
    });

    it("says clearly whether it takes a prompt of 40,000 characters, and leaves nothing half-done", async () => {
      const prompt = "word ".repeat(8000);
      const before = await server.client.callTool({ name: "get_fleet_status_metrics", arguments: {} });
      const result = await server.client.callTool({
        name: "create_agent",
        arguments: { name: "long-prompt", project: "Claude Agent", task: prompt },
      });
      const after = await server.client.callTool({ name: "get_fleet_status_metrics", arguments: {} });
      const total = ({ structuredContent }: typeof before): number =>
        z.object({ total: z.number() }).parse(structuredContent).total;
      assert.equal(total(after), total(before) + (result.isError === true ? 0 : 1));
      assert.ok(JSON.stringify(result).length < 4000, "the prompt is not sent back");
    });
  });
});
