import assert from "node:assert/strict";
import { startServer, type ConnectedServer } from "../support/mcpClient";
import { UNREACHABLE } from "../support/serverProcess";

/** The tools a server with these arguments lists. */
async function listed(...args: string[]): ReturnType<ConnectedServer["client"]["listTools"]> {
  const server = await startServer(UNREACHABLE, args);
  try {
    return await server.client.listTools();
  } finally {
    await server.close();
  }
}

describe("tools/list", () => {
  it("gives every tool a title, all four hints, and closed arguments", async () => {
    for (const tool of (await listed("--toolsets", "all")).tools) {
      assert.ok(tool.title, tool.name);
      assert.ok(tool.description, tool.name);
      for (const hint of ["readOnlyHint", "destructiveHint", "idempotentHint", "openWorldHint"] as const) {
        assert.equal(typeof tool.annotations?.[hint], "boolean", `${tool.name} ${hint}`);
      }
      assert.equal(tool.inputSchema["additionalProperties"], false, tool.name);
      assert.equal("$schema" in tool.inputSchema, false, tool.name);
    }
  });

  it("gives every part of a schema one type, as the strictest clients want it", async () => {
    for (const { name, inputSchema, outputSchema } of (await listed("--toolsets", "all")).tools) {
      assert.doesNotMatch(JSON.stringify([inputSchema, outputSchema]), /"type":\[/u, name);
    }
  });

  it("promises an object that is the result or an error", async () => {
    for (const { name, outputSchema } of (await listed("--toolsets", "all")).tools) {
      assert.equal(outputSchema?.type, "object", name);
      assert.ok(outputSchema.properties?.["error"], name);
    }
  });

  it("promises no structure with --output text", async () => {
    for (const tool of (await listed("--output", "text")).tools) {
      assert.equal(tool.outputSchema, undefined, tool.name);
    }
  });

  it("lists only tools that change nothing with --read-only", async () => {
    const { tools } = await listed("--read-only", "--toolsets", "all");
    assert.ok(tools.length > 0);
    assert.ok(tools.every(({ annotations }) => annotations?.readOnlyHint === true));
  });

  it("says of a tool that is switched off that it is, and of which options", async () => {
    const server = await startServer(UNREACHABLE, ["--exclude-tools", "list_agents"]);
    try {
      await assert.rejects(
        server.client.callTool({ name: "list_agents", arguments: {} }),
        /"list_agents" is switched off on this server \(--toolsets/,
      );
    } finally {
      await server.close();
    }
  });
});
