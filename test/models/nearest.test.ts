import assert from "node:assert/strict";
import { nearest } from "../../src/models/nearest";

describe("nearest", () => {
  const tools = ["list_agents", "list_agent_roles", "show_agent", "create_agent"];

  it("finds what a mistyped name means, best first", () => {
    assert.deepEqual(nearest("list_agent", tools), ["list_agents", "list_agent_roles"]);
    assert.deepEqual(nearest("Show_Agnet", tools), ["show_agent"]);
  });

  it("finds nothing where nothing is near", () => {
    assert.deepEqual(nearest("make_coffee", tools), []);
    assert.deepEqual(nearest("", tools), []);
  });
});
