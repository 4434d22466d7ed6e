import assert from "node:assert/strict";
import { instructions } from "../../src/mcp/instructions";
import { selectTools } from "../../src/mcp/toolSelection";
import { allTools } from "../../src/tools/registry";
import { startServer } from "../support/mcpClient";
import { UNREACHABLE } from "../support/serverProcess";

/** What a client is told by a server with these arguments. */
async function told(...args: string[]): Promise<string> {
  const server = await startServer(UNREACHABLE, args);
  const text = server.client.getInstructions() ?? "";
  await server.close();
  return text;
}

describe("the instructions to models", () => {
  it("name tools that are on offer where nobody has chosen any", () => {
    const offered = selectTools(allTools, {
      toolsets: null,
      tools: null,
      excludeTools: [],
      readOnly: false,
    });
    const named = instructions(() => true).match(/\b[a-z]+_[a-z_]+\b/gu) ?? [];
    assert.ok(named.length > 0);
    assert.deepEqual(
      named.filter((tool) => !offered.has(tool)),
      [],
    );
  });

  it("say how the main job goes", async () => {
    assert.match(await told(), /list_agents .*create_agent .*start_agent_task .*show_agent_log /u);
  });

  it("say nothing of what is switched off", async () => {
    const readOnly = await told("--read-only");
    assert.match(readOnly, /list_agents/u);
    assert.doesNotMatch(readOnly, /create_agent|start_agent_task/u);
    assert.doesNotMatch(await told("--exclude-tools", "create_agent"), /create_agent/u);
    assert.doesNotMatch(await told("--toolsets", "templates"), /_agents?\b/u);
  });
});
