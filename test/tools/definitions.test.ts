import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import * as prettier from "prettier";
import { listedTool } from "../../src/mcp/toolList";
import { TOOLSETS } from "../../src/tools/definition";
import { allTools } from "../../src/tools/registry";

/** DESIGN 5: name + description + inputSchema, o200k. */
const TOOL_TOKENS = 250;
const DEFAULT_LIST_TOKENS = 5_000;
const OFF_BY_DEFAULT = ["classic", "template-admin"];
const SNAPSHOTS = join(import.meta.dirname, "definitions");
const updating = process.env["UPDATE_SNAPSHOTS"] === "1";

const listed = allTools.map((tool) => ({ tool, definition: listedTool(tool, "both") }));

function tokens(definition: (typeof listed)[number]["definition"]): number {
  const { name, description, inputSchema } = definition;
  return encode(JSON.stringify({ name, description, inputSchema })).length;
}

describe("tool definitions", () => {
  it("have unique names in snake case", () => {
    const names = allTools.map(({ name }) => name);
    assert.equal(new Set(names).size, names.length);
    assert.ok(names.every((name) => /^[a-z]+(_[a-z]+)*$/u.test(name)));
  });

  for (const { tool, definition } of listed) {
    it(`${tool.name} says what a client needs in at most ${TOOL_TOKENS} tokens`, () => {
      assert.ok(tool.title.length > 0 && tool.title.length <= 40);
      assert.ok(tool.description.length > 0);
      assert.ok(tool.toolsets.every((toolset) => TOOLSETS.includes(toolset)));
      assert.equal(definition.outputSchema?.["type"], "object");
      assert.ok(tokens(definition) <= TOOL_TOKENS, `${tokens(definition)} tokens`);
      const { readOnlyHint, destructiveHint } = tool.annotations;
      assert.ok(!(readOnlyHint && destructiveHint), "what only reads destroys nothing");
    });

    it(`${tool.name} is as it was reviewed (UPDATE_SNAPSHOTS=1 writes test/tools/definitions)`, async () => {
      const path = join(SNAPSHOTS, `${tool.name}.json`);
      const text = await prettier.format(JSON.stringify(definition), { parser: "json", printWidth: 110 });
      if (updating) {
        mkdirSync(SNAPSHOTS, { recursive: true });
        writeFileSync(path, text);
      }
      assert.ok(existsSync(path), `no snapshot of ${tool.name}: run with UPDATE_SNAPSHOTS=1 and review it`);
      assert.deepEqual(JSON.parse(text), JSON.parse(readFileSync(path, "utf8")));
    });
  }

  it("have no snapshot of a tool that is gone", () => {
    const files = readdirSync(SNAPSHOTS).sort();
    assert.deepEqual(files, allTools.map(({ name }) => `${name}.json`).sort());
  });

  it(`cost at most ${DEFAULT_LIST_TOKENS} tokens in the default list`, () => {
    const offered = listed.filter(({ tool }) =>
      tool.toolsets.some((toolset) => !OFF_BY_DEFAULT.includes(toolset)),
    );
    const total = offered.reduce((sum, { definition }) => sum + tokens(definition), 0);
    assert.ok(total <= DEFAULT_LIST_TOKENS, `${total} tokens`);
  });
});
