import assert from "node:assert/strict";
import { runsOf } from "./driver/story";

const asked = (...paths: string[]) => paths.map((path) => ({ path }));

describe("a folder of a version that the story knows nothing of", () => {
  for (const [generation, paths] of [
    ["tasks", ["/api/v2/tasks", "/api/v2/tasks/ada/fixer"]],
    ["tasks-experimental", ["/api/v2/tasks", "/api/experimental/tasks", "/api/experimental/tasks/ada/x"]],
    ["chats", ["/api/experimental/chats"]],
    ["tasks+chats", ["/api/v2/tasks", "/api/experimental/chats/1"]],
    ["tasks", ["/api/v2/workspaces"]],
  ] as const) {
    it(`is played against ${generation} when its requests are ${paths.join(", ")}`, () => {
      assert.deepEqual(runsOf("9.9.9", asked(...paths)), [{ version: "9.9.9", from: 0, generation }]);
    });
  }
});
