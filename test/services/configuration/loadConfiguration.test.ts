import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError, type Configuration } from "../../../src/models/configuration";
import { readArguments } from "../../../src/services/configuration/given";
import { loadConfiguration } from "../../../src/services/configuration/loadConfiguration";

const ENVIRONMENT = { CODER_URL: "https://coder.example.com/", CODER_SESSION_TOKEN: "abc-123" };

describe("the configuration", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-configuration-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  /** Writes a file into the test's directory; answers its path. */
  const file = (name: string, text: string): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    return path;
  };

  const load = (
    environment: Record<string, string> = ENVIRONMENT,
    argv: readonly string[] = [],
    terminal = false,
  ): Configuration =>
    loadConfiguration(
      readArguments(argv, []).settings,
      { directory, environment: { XDG_CONFIG_HOME: directory, ...environment }, terminal },
      "linux",
    );

  const refused = (pattern: RegExp, ...given: Parameters<typeof load>): void => {
    assert.throws(
      () => load(...given),
      (error) => {
        assert.ok(error instanceof ConfigurationError, String(error));
        assert.match(error.message, pattern);
        assert.doesNotMatch(error.message, /\n/);
        assert.doesNotMatch(error.message, /abc-123|hunter2/, "no secret in a message");
        return true;
      },
    );
  };

  it("needs an address and a token; everything else has a default", () => {
    assert.deepEqual(load(), {
      url: "https://coder.example.com",
      token: "abc-123",
      toolChoice: { toolsets: null, tools: null, excludeTools: [], readOnly: false },
      output: "both",
      workspaceFilter: null,
      timeoutMs: 60_000,
      policy: { allowedTemplates: null, maxAgentsPerCall: null, confirm: "client" },
      logLevel: "warn",
      logFormat: "text",
      proxy: {},
    });
  });

  it("reads every setting from the environment", () => {
    const ca = file("ca.pem", "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n");
    const configuration = load({
      ...ENVIRONMENT,
      CODER_FLEET_TOOLSETS: "fleet, user",
      CODER_FLEET_TOOLS: "list_templates",
      CODER_FLEET_EXCLUDE_TOOLS: "delete_agent",
      CODER_FLEET_READ_ONLY: "true",
      CODER_FLEET_OUTPUT: "text",
      CODER_FLEET_WORKSPACE_FILTER: "owner:me",
      CODER_FLEET_TIMEOUT: "2m",
      CODER_FLEET_CA_FILE: ca,
      CODER_MCP_LOG_LEVEL: "DEBUG",
      HTTPS_PROXY: "http://proxy.example.com:3128",
      HTTP_PROXY: "proxy.example.com:3128",
      NO_PROXY: "localhost,.internal",
    });
    assert.deepEqual(configuration.toolChoice, {
      toolsets: ["fleet", "user"],
      tools: ["list_templates"],
      excludeTools: ["delete_agent"],
      readOnly: true,
    });
    assert.equal(configuration.output, "text");
    assert.equal(configuration.workspaceFilter, "owner:me");
    assert.equal(configuration.timeoutMs, 120_000);
    assert.equal(configuration.logLevel, "debug");
    assert.match(configuration.ca ?? "", /BEGIN CERTIFICATE/);
    assert.deepEqual(configuration.proxy, {
      httpsProxy: "http://proxy.example.com:3128",
      httpProxy: "http://proxy.example.com:3128",
      noProxy: "localhost,.internal",
    });
  });

  it("prefers a flag to the environment, and the environment to .env", () => {
    file(".env", "CODER_FLEET_TIMEOUT=3s\nCODER_FLEET_OUTPUT=text\nCODER_FLEET_LOG_LEVEL=info\n");
    const environment = { ...ENVIRONMENT, CODER_FLEET_TIMEOUT: "2s", CODER_FLEET_OUTPUT: "both" };
    const configuration = load(environment, ["--timeout", "1s"], true);
    assert.equal(configuration.timeoutMs, 1000);
    assert.equal(configuration.output, "both");
    assert.equal(configuration.logLevel, "info");
  });

  it("takes empty variables as not set", () => {
    assert.equal(load({ ...ENVIRONMENT, CODER_FLEET_TIMEOUT: " ", HTTPS_PROXY: "" }).timeoutMs, 60_000);
  });

  describe("refuses, naming the setting, the value and what is allowed:", () => {
    for (const [what, environment, argv, pattern] of [
      [
        "an address that is none",
        { CODER_URL: "coder" },
        [],
        /CODER_URL="coder" is not an address; allowed: .*https/,
      ],
      ["another scheme", { CODER_URL: "ftp://coder.example.com" }, [], /CODER_URL="ftp:.*not http\(s\)/],
      ["plain http", { CODER_URL: "http://coder.example.com" }, [], /CODER_URL=.*unencrypted.*--allow-http/],
      [
        "a password in the address",
        { CODER_URL: "https://me:hunter2@coder.example.com" },
        [],
        /user or password/,
      ],
      ["a query in the address", { CODER_URL: "https://coder.example.com/?a=b" }, [], /query or fragment/],
      ["a duration that is none", {}, ["--timeout", "soon"], /--timeout="soon".*allowed: a duration/],
      ["no time at all", {}, ["--timeout", "0"], /--timeout="0"/],
      ["endless time", {}, ["--timeout", "9h"], /--timeout="9h"/],
      ["an unknown word", {}, ["--output", "xml"], /--output="xml" is not known; allowed: both, text/],
      [
        "an unknown log level",
        { CODER_MCP_LOG_LEVEL: "loud" },
        [],
        /CODER_MCP_LOG_LEVEL="loud".*error, warn, info, debug/,
      ],
      [
        "a switch that is neither",
        { CODER_FLEET_READ_ONLY: "maybe" },
        [],
        /CODER_FLEET_READ_ONLY="maybe".*true or false/,
      ],
      [
        "a file that is not there",
        {},
        ["--ca-file", "/no/such.pem"],
        /--ca-file="\/no\/such.pem" cannot be read \(ENOENT\)/,
      ],
      [
        "a proxy that is none",
        { HTTPS_PROXY: "ftp://me:hunter2@proxy" },
        [],
        /HTTPS_PROXY="ftp:\/\/\*\*\*@proxy"/,
      ],
      [
        "a filter with an open quote",
        {},
        ["--workspace-filter", 'owner:"me'],
        /--workspace-filter=.*quote without its partner/,
      ],
      ["a filter that names ids", {}, ["--workspace-filter", "id:x"], /--workspace-filter=.*key 'id'/],
      [
        "a token that is none",
        { CODER_SESSION_TOKEN: "hunter2 two" },
        [],
        /CODER_SESSION_TOKEN holds no session token/,
      ],
      [
        "a missing token file",
        { CODER_SESSION_TOKEN: "", CODER_SESSION_TOKEN_FILE: "/no/token" },
        [],
        /CODER_SESSION_TOKEN_FILE=.*ENOENT/,
      ],
    ] as const) {
      it(what, () => {
        refused(pattern, { ...ENVIRONMENT, ...environment }, argv);
      });
    }
  });

  it("accepts plain http for loopback, and elsewhere only when told to", () => {
    for (const url of ["http://localhost:3000", "http://127.0.0.1:3000", "http://[::1]:3000"]) {
      assert.equal(load({ ...ENVIRONMENT, CODER_URL: url }).url, url);
    }
    const plain = { ...ENVIRONMENT, CODER_URL: "http://coder.internal" };
    assert.equal(load(plain, ["--allow-http"]).url, "http://coder.internal");
  });

  describe("takes address and token from one source:", () => {
    it("the token from a file where CODER_SESSION_TOKEN is not set", () => {
      const path = file("token", "file-token\n");
      const { CODER_URL } = ENVIRONMENT;
      assert.equal(load({ CODER_URL, CODER_SESSION_TOKEN_FILE: path }).token, "file-token");
      assert.equal(load({ ...ENVIRONMENT, CODER_SESSION_TOKEN_FILE: path }).token, "abc-123");
    });

    it("both from the login of the Coder command line", () => {
      file("url", "https://login.example.com\n");
      file("session", "login-token\n");
      const { url, token } = load({ CODER_CONFIG_DIR: directory });
      assert.deepEqual({ url, token }, { url: "https://login.example.com", token: "login-token" });
    });

    it("the login for an address given besides, only if it is a login there", () => {
      file("url", "https://login.example.com");
      file("session", "login-token");
      const environment = { CODER_CONFIG_DIR: directory };
      assert.equal(load({ ...environment, CODER_URL: "https://login.example.com/" }).token, "login-token");
      refused(/CODER_URL is https:\/\/other.example.com, but the login .* is for https:\/\/login/, {
        ...environment,
        CODER_URL: "https://other.example.com",
      });
    });

    it("never the address from .env with the token of the environment, or the other way round", () => {
      file(".env", "CODER_URL=https://evil.example.com");
      refused(/different sources/, { CODER_SESSION_TOKEN: "abc-123" }, [], true);
      file(".env", "CODER_SESSION_TOKEN=hunter2");
      refused(/different sources/, { CODER_URL: "https://coder.example.com" }, [], true);
    });

    it("never the token of the environment with the address of a login", () => {
      file("url", "https://login.example.com");
      file("session", "login-token");
      refused(/CODER_URL is not set, but CODER_SESSION_TOKEN is/, {
        CODER_CONFIG_DIR: directory,
        CODER_SESSION_TOKEN: "abc-123",
      });
    });

    it("and says what to set where there is neither", () => {
      refused(/CODER_URL and CODER_SESSION_TOKEN are not set .*`coder login`/, {});
      refused(/CODER_SESSION_TOKEN is not set/, { CODER_URL: "https://coder.example.com" });
    });
  });

  describe("reads .env", () => {
    const COMPLETE = "CODER_URL=https://env.example.com\nCODER_SESSION_TOKEN=env-token\n";

    it("where a person started the command in a terminal", () => {
      file(".env", COMPLETE);
      assert.equal(load({}, [], true).url, "https://env.example.com");
    });

    it("not where a client started it", () => {
      file(".env", COMPLETE);
      refused(/not set/, {}, [], false);
    });

    for (const variable of ["VSCODE_PID", "VSCODE_IPC_HOOK", "ELECTRON_RUN_AS_NODE"]) {
      it(`never below VS Code (${variable})`, () => {
        file(".env", COMPLETE);
        refused(/not set/, { [variable]: "1" }, [], true);
      });
    }

    it("but never proxies, certificates or plain http from it", () => {
      file(
        ".env",
        `${COMPLETE}HTTPS_PROXY=http://evil.example.com\nCODER_FLEET_CA_FILE=/no/ca.pem\nCODER_FLEET_ALLOW_HTTP=true\n`,
      );
      const configuration = load({}, [], true);
      assert.deepEqual(configuration.proxy, {});
      assert.equal(configuration.ca, undefined);
      file(
        ".env",
        "CODER_URL=http://env.example.com\nCODER_SESSION_TOKEN=env-token\nCODER_FLEET_ALLOW_HTTP=1",
      );
      refused(/unencrypted/, {}, [], true);
    });
  });
});
