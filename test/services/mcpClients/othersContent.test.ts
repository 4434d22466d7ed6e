/** What others put into a client's configuration stays, in whatever form they wrote it. */
import assert from "node:assert/strict";
import { chmodSync, mkdirSync, readdirSync, readFileSync, symlinkSync } from "node:fs";
import { dirname, join } from "node:path";
import { ConfigurationError } from "../../../src/models/configuration";
import { isConfigured, planConfiguration } from "../../../src/services/mcpClients/clientConfiguration";
import type { ClientName } from "../../../src/services/mcpClients/clientNames";
import { readJson } from "../../../src/services/mcpClients/jsonText";
import type { ServerEntry } from "../../../src/services/mcpClients/serverEntry";
import { ClientHome } from "../../support/clientHome";

const ENTRY: ServerEntry = {
  command: "/usr/bin/node",
  args: ["/opt/server.js"],
  env: { CODER_URL: "https://coder.example.com" },
};

describe("others' content of a client's configuration", () => {
  const home = new ClientHome();
  const { machine, fileOf, put } = home;
  const change = (name: ClientName, entry: ServerEntry | undefined): string => {
    home.write(name, entry);
    return home.read(name);
  };

  it("stays in our own entry: limits, approvals, variables and the comments beside them", () => {
    put(
      "gemini-cli",
      `{
  "mcpServers": {
    "coder-fleet": {
      "command": "/old/node", // was Node 20
      "args": ["/old/server.js"],
      "env": { "CODER_SESSION_TOKEN": "hunter2", "HTTPS_PROXY": "http://proxy:3128" },
      "timeout": 60000, // slow builds
      "trust": true
    }
  }
}
`,
    );
    const { diff } = planConfiguration("gemini-cli", ENTRY, machine());
    assert.doesNotMatch(diff, /hunter2/, "nor is a token shown that somebody wrote there");
    const text = change("gemini-cli", ENTRY);
    assert.match(text, /"timeout": 60000, \/\/ slow builds/);
    assert.deepEqual(readJson(text, ""), {
      mcpServers: {
        "coder-fleet": {
          command: "/usr/bin/node",
          args: ["/opt/server.js"],
          env: { HTTPS_PROXY: "http://proxy:3128", CODER_URL: "https://coder.example.com" },
          timeout: 60000,
          trust: true,
        },
      },
    });
  });

  it("stays in our own table of TOML", () => {
    put("codex", '[mcp_servers.coder-fleet]\ncommand = "old"\nstartup_timeout_sec = 30\n');
    assert.match(change("codex", ENTRY), /^startup_timeout_sec = 30$/m);
  });

  it("makes room for our command where the name stood for a server over HTTP", () => {
    put("cursor", '{ "mcpServers": { "coder-fleet": { "url": "https://example.com/mcp" } } }');
    assert.doesNotMatch(change("cursor", ENTRY), /example\.com\/mcp/);
  });

  it("is not shown with a change, even where all stands in one line", () => {
    put("cursor", '{"mcpServers":{"a":{"command":"x","env":{"KEY":"hunter2"}}}}');
    const { diff } = planConfiguration("cursor", ENTRY, machine());
    assert.match(diff, /\+ +"coder-fleet"/);
    assert.doesNotMatch(diff, /hunter2/);
    assert.match(change("cursor", ENTRY), /"KEY": ?"hunter2"/);
  });

  for (const [title, text] of [
    ["nothing", ""],
    ["white space", "\n \n"],
    ["an empty object", "{}"],
  ] as const) {
    it(`may be ${title}`, () => {
      put("cursor", text);
      change("cursor", ENTRY);
      assert.equal(isConfigured("cursor", machine()), true);
    });
  }

  it("may begin with a byte order mark, which stays", () => {
    put("cursor", '\uFEFF{ "theme": "dark" }');
    assert.match(change("cursor", ENTRY), /^\uFEFF\{[^]*"theme": "dark"[^]*"coder-fleet"/);
    assert.equal(isConfigured("cursor", machine()), true);
    assert.equal(change("cursor", undefined).codePointAt(0), 0xfeff);
  });

  it("keeps the line ends of Windows in TOML", () => {
    put("codex", 'model = "x"\r\n\r\n[mcp_servers.other]\r\ncommand = "y"\r\n');
    assert.doesNotMatch(change("codex", ENTRY), /[^\r]\n/);
    assert.equal(change("codex", undefined), 'model = "x"\r\n\r\n[mcp_servers.other]\r\ncommand = "y"\r\n');
  });

  it("keeps the questions of other servers, and ours where another server asks them too", () => {
    put(
      "vscode",
      `{
  "servers": { "mine": { "type": "stdio", "command": "x", "env": { "URL": "\${input:coder-url}" } } },
  "inputs": [{ "id": "key", "type": "promptString" }]
}`,
    );
    change("vscode", { ...ENTRY, env: {} });
    const left = readJson(change("vscode", undefined), "");
    assert.deepEqual(Object.keys(left["servers"] as object), ["mine"]);
    assert.deepEqual(
      (left["inputs"] as { id: string }[]).map(({ id }) => id),
      ["key", "coder-url"],
    );
  });

  it("is not touched where the file is marked read-only", () => {
    const file = put("cursor", "{}");
    chmodSync(file, 0o444);
    assert.throws(
      () => change("cursor", ENTRY),
      (error) =>
        error instanceof ConfigurationError && error.message.includes("is read-only; make it writable first"),
    );
    assert.equal(readFileSync(file, "utf8"), "{}");
    assert.deepEqual(readdirSync(dirname(file)), ["mcp.json"]);
  });

  it("is not guessed where the path is a folder, or a link to nowhere", () => {
    mkdirSync(fileOf("cursor"), { recursive: true });
    assert.throws(() => planConfiguration("cursor", ENTRY, machine()), /cannot be read \(EISDIR\)/);
    mkdirSync(dirname(fileOf("zed")), { recursive: true });
    symlinkSync(join(home.folder, "nowhere.json"), fileOf("zed"));
    assert.throws(() => change("zed", ENTRY), /cannot be written \(EEXIST\)/);
  });
});
