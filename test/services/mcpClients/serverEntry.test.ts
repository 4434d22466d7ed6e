import assert from "node:assert/strict";
import { serverEntry, type Launch } from "../../../src/services/mcpClients/serverEntry";

const npx = (platform: NodeJS.Platform): Launch => ({
  kind: "npx",
  package: "coder-fleet",
  version: "1.2.3",
  bin: "coder-fleet-mcp",
  platform,
});

describe("the entry of this server", () => {
  it("names an exact version for npx, which Windows starts by its shell", () => {
    const words = ["-y", "--package=coder-fleet@1.2.3", "coder-fleet-mcp"];
    assert.deepEqual(serverEntry(npx("linux"), {}, {}), { command: "npx", args: words, env: {} });
    assert.deepEqual(serverEntry(npx("win32"), {}, {}), {
      command: "cmd",
      args: ["/c", "npx", ...words],
      env: {},
    });
  });
});
