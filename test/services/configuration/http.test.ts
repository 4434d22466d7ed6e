import assert from "node:assert/strict";
import { readArguments } from "../../../src/services/configuration/given";
import { loadHttpConfiguration, type HttpStart } from "../../../src/services/configuration/http";

const CODER = { CODER_URL: "https://coder.example.com", CODER_SESSION_TOKEN: "own-token" };

function load(args: readonly string[], environment: Record<string, string> = CODER): HttpStart {
  return loadHttpConfiguration(readArguments(args, []).settings, {
    directory: "/nonexistent",
    environment: { HOME: "/nonexistent", XDG_CONFIG_HOME: "/nonexistent", ...environment },
    terminal: false,
  });
}

describe("the configuration of the HTTP server", () => {
  it("listens on this computer for anybody there, where nothing else is said", () => {
    const { http } = load([]);
    assert.deepEqual([http.host, http.port, http.path], ["127.0.0.1", 8000, "/mcp"]);
    assert.deepEqual(http.auth, { mode: "none", ownToken: "own-token" });
  });

  it("hears the names of Fleet MCP and of Coder's MCP server", () => {
    const { server, http } = load([], {
      ...CODER,
      FLEET_MCP_AUTH_ENABLED: "true",
      FLEET_MCP_AUTH_TOKEN_FILE: "/somewhere/auth_token",
      CODER_MCP_HTTP_TIMEOUT: "90s",
      CODER_MCP_HTTP_RATE_LIMIT: "120",
      CODER_MCP_LOG_LEVEL: "debug",
    });
    assert.deepEqual(http.auth, {
      mode: "token",
      ownToken: "own-token",
      file: "/somewhere/auth_token",
      value: null,
    });
    assert.equal(http.rateLimit, 120);
    assert.equal(server.timeoutMs, 90_000);
    assert.equal(server.logLevel, "debug");
  });

  it("lets others reach it where they have to say who they are", () => {
    for (const auth of ["token", "coder"])
      assert.equal(load(["--host", "::", "--auth", auth]).http.host, "::");
  });

  it("needs no Coder token of its own where callers bring theirs, and holds none", () => {
    for (const environment of [CODER, { CODER_URL: CODER.CODER_URL }]) {
      const start = load(["--auth", "coder"], environment);
      assert.deepEqual(start.http.auth, { mode: "coder" });
      assert.equal(start.server.url, "https://coder.example.com");
      assert.doesNotMatch(JSON.stringify(start), /own-token/);
    }
    assert.throws(() => load(["--auth", "coder"], {}), /CODER_URL is not set/);
  });

  for (const [args, says] of [
    [["--host", "0.0.0.0"], /--host="0\.0\.0\.0" can be reached by others.*--auth token, tokens or coder/],
    [["--host", "::"], /can be reached by others/],
    [["--host", "example.com"], /--host="example\.com" is no address/],
    [["--port", "70000"], /--port="70000".*0.*65535/],
    [["--path", "mcp"], /--path="mcp" is no path/],
    [["--path", "/health"], /--path="\/health" is no path/],
    [["--auth", "basic"], /--auth="basic" is not known; allowed: none, token, tokens, coder/],
    [["--auth", "tokens"], /--auth tokens needs --tokens-file/],
    [["--public-url", "coder.example.com"], /--public-url.*is no http\(s\) address/],
    [["--public-url", "https://me:secret@coder.example.com/mcp"], /holds more than host and path/],
    [["--allowed-hosts", "https://a.example.com"], /--allowed-hosts/],
    [["--allowed-origins", "*"], /--allowed-origins="\*".*no wildcard/],
    [["--allowed-origins", "https://a.example.com/path"], /--allowed-origins/],
    [["--trusted-proxy", "10.0.0.0/33"], /--trusted-proxy.*CIDR/],
    [["--rate-limit", "0"], /--rate-limit/],
  ] as const) {
    it(`refuses ${args.join(" ")}`, () => {
      assert.throws(
        () => load(args),
        ({ message }: Error) => says.test(message) && !message.includes("secret"),
      );
    });
  }

  it("refuses --auth none where FLEET_MCP_AUTH_ENABLED wants a token", () => {
    const environment = { ...CODER, FLEET_MCP_AUTH_ENABLED: "true" };
    assert.throws(() => load(["--auth", "none"], environment), /contradicts FLEET_MCP_AUTH_ENABLED/);
  });

  it("refuses a short access token without repeating it", () => {
    const environment = { ...CODER, FLEET_MCP_AUTH_TOKEN: "too-short" };
    assert.throws(
      () => load(["--auth", "token"], environment),
      ({ message }: Error) =>
        message.includes("FLEET_MCP_AUTH_TOKEN is no access") && !message.includes("too-short"),
    );
  });
});
