/**
 * Every tool, in every way it can fail, as a client built on SDK 1 sees it after it has listed the tools: such a
 * client checks the structured content of a failed call against the output schema too.
 */
import assert from "node:assert/strict";
import type { Tool } from "@modelcontextprotocol/sdk/types.js";
import { ACCEPTED, ALL, fails, tools, type Arguments } from "../support/failures";
import { startServer, type ConnectedServer } from "../support/mcpClient";
import { UNREACHABLE } from "../support/serverProcess";

describe("every tool", () => {
  describe("refuses, before anything is sent,", () => {
    let server: ConnectedServer;
    before(async () => {
      server = await startServer(UNREACHABLE, ALL);
    });
    after(() => server.close());

    const refuses = async (args: (tool: Tool) => readonly Arguments[]): Promise<void> => {
      let tried = 0;
      for (const tool of await tools(server)) {
        for (const given of args(tool)) {
          tried += 1;
          const error = await fails(server, tool.name, given);
          const shown = `${tool.name} ${JSON.stringify(given).slice(0, 100)}: ${error.reason} ${error.message}`;
          assert.equal(error.code, "VALIDATION_ERROR", shown);
          assert.equal(error.reason, "bad_argument", shown);
          assert.ok(error.message.length < 1000, "a refusal does not repeat a long argument");
        }
      }
      assert.ok(tried > 0);
    };
    const replaced = (tool: Tool, names: RegExp, value: unknown): readonly Arguments[] =>
      Object.keys(tool.inputSchema.properties ?? {})
        .filter((name) => names.test(name))
        .map((name) => ({ ...ACCEPTED[tool.name], [name]: value }));

    it("an unknown argument", () => refuses((tool) => [{ ...ACCEPTED[tool.name], colour: "red" }]));

    it("a missing argument", () =>
      refuses((tool) =>
        (tool.inputSchema.required ?? []).map((name) =>
          Object.fromEntries(Object.entries(ACCEPTED[tool.name] ?? {}).filter(([key]) => key !== name)),
        ),
      ));

    it("an argument of the wrong type", () => refuses((tool) => replaced(tool, /./, [{ odd: true }])));

    it("a name with control characters", () =>
      refuses((tool) =>
        replaced(tool, /^(agent_name|agent_id|name|workspace_name|workspace_id)$/, "a\u0000b\u001b[2J"),
      ));

    it("an empty name", () =>
      refuses((tool) => replaced(tool, /^(agent_name|agent_id|name|workspace_name|workspace_id)$/, " ")));

    it("page 0, and pages of 0 or a thousand rows", () =>
      refuses((tool) => [
        ...replaced(tool, /^page$/, 0),
        ...replaced(tool, /^page_size$/, 0),
        ...replaced(tool, /^page_size$/, 1000),
      ]));

    it("an empty prompt", () => refuses((tool) => replaced(tool, /^(task|task_description|prompt)$/, "  ")));
  });
});
