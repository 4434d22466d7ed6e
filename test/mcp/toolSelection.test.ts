import assert from "node:assert/strict";
import { selectTools } from "../../src/mcp/toolSelection";
import { ConfigurationError, type ToolChoice } from "../../src/models/configuration";
import { allTools } from "../../src/tools/registry";

const names = (choice: Partial<ToolChoice> = {}): string[] => [
  ...selectTools(allTools, {
    toolsets: null,
    tools: null,
    excludeTools: [],
    readOnly: false,
    ...choice,
  }).keys(),
];

const inToolset = (...toolsets: string[]): string[] =>
  allTools.filter((tool) => tool.toolsets.some((name) => toolsets.includes(name))).map(({ name }) => name);

describe("selectTools", () => {
  it("offers all toolsets but classic and template-admin, in the order of the registry", () => {
    assert.deepEqual(names(), inToolset("fleet", "workspaces", "commands", "files", "templates", "user"));
  });

  it("offers the chosen toolsets only", () => {
    assert.deepEqual(names({ toolsets: ["fleet"] }), inToolset("fleet"));
    assert.deepEqual(names({ toolsets: ["classic"] }), inToolset("classic"));
    assert.deepEqual(
      names({ toolsets: ["all"] }),
      allTools.map(({ name }) => name),
    );
  });

  it("offers single tools alone, or besides the toolsets where both are given", () => {
    assert.deepEqual(names({ tools: ["list_agents"] }), ["list_agents"]);
    assert.deepEqual(names({ toolsets: ["user"], tools: ["list_agents"] }), [
      ...new Set(["list_agents", ...inToolset("user")]),
    ]);
  });

  it("leaves out excluded tools whatever else says so", () => {
    assert.deepEqual(names({ tools: ["list_agents"], excludeTools: ["list_agents"] }), []);
  });

  it("offers only tools that change nothing when read-only, also among those named", () => {
    const readers = allTools.filter(({ annotations }) => annotations.readOnlyHint).map(({ name }) => name);
    assert.deepEqual(names({ toolsets: ["all"], readOnly: true }), readers);
    const writer = allTools.find(({ annotations }) => !annotations.readOnlyHint);
    if (writer !== undefined) assert.deepEqual(names({ tools: [writer.name], readOnly: true }), []);
  });

  it("refuses unknown names, saying which and what there is", () => {
    const refusal = (choice: Partial<ToolChoice>, pattern: RegExp): void => {
      assert.throws(
        () => names(choice),
        (error) => error instanceof ConfigurationError && pattern.test(error.message),
      );
    };
    refusal({ toolsets: ["fleets"] }, /"fleets" is not a toolset: did you mean fleet\?; allowed: fleet, /);
    refusal({ tools: ["list_agent"] }, /"list_agent" is not a tool: did you mean list_agents/);
    refusal({ excludeTools: ["nothing-like-it"] }, /"nothing-like-it" is not a tool; allowed: list_agents/);
  });
});
