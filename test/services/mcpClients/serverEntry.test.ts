import assert from "node:assert/strict";
import { resolve } from "node:path";
import { serverEntry, type Launch } from "../../../src/services/mcpClients/serverEntry";

const npx = (platform: NodeJS.Platform): Launch => ({
  kind: "npx",
  package: "coder-fleet",
  version: "1.2.3",
  bin: "coder-fleet-mcp",
  platform,
});

const given = (value: string, name: string) => ({ value, name, origin: "process" as const });

describe("the entry of this server", () => {
  it("takes over what was given, files by absolute paths, because clients start it anywhere", () => {
    const flags = {
      tokenFile: given("secrets/token", "--token-file"),
      caFile: given("ca.pem", "--ca-file"),
      toolsets: given("fleet", "--toolsets"),
      readOnly: given("true", "--read-only"),
      allowHttp: given("false", "--allow-http"),
    };
    const { args, env } = serverEntry({ kind: "installed", node: "/n", server: "/s.js" }, flags, {});
    assert.deepEqual(env, { CODER_SESSION_TOKEN_FILE: resolve("secrets/token") });
    assert.deepEqual(args, [
      "/s.js",
      "--toolsets=fleet",
      "--read-only",
      `--ca-file=${resolve("ca.pem")}`,
      "--allow-http=false",
    ]);
  });

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
