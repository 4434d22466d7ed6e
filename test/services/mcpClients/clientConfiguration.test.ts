import assert from "node:assert/strict";
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { parse as parseToml } from "smol-toml";
import { ConfigurationError } from "../../../src/models/configuration";
import {
  configurationText,
  isConfigured,
  isInstalled,
  planConfiguration,
  writeConfiguration,
} from "../../../src/services/mcpClients/clientConfiguration";
import { CLIENT_NAMES, type ClientName } from "../../../src/services/mcpClients/clientNames";
import { MCP_CLIENTS } from "../../../src/services/mcpClients/clients";
import { readJson } from "../../../src/services/mcpClients/jsonText";
import type { ServerEntry } from "../../../src/services/mcpClients/serverEntry";
import { ClientHome, NOW } from "../../support/clientHome";

const ENTRY: ServerEntry = {
  command: "/usr/bin/node",
  args: ["/opt/coder fleet/server.js", "--read-only"],
  env: { CODER_URL: "https://coder.example.com" },
};

const command = z.strictObject({
  command: z.string().startsWith("/"),
  args: z.array(z.string()),
  env: z.record(z.string(), z.string()).optional(),
});
const typed = command.extend({ type: z.literal("stdio") });

/** What each client's documentation says a stdio server looks like; unknown keys are refused. */
const DOCUMENTED: Readonly<Record<ClientName, z.ZodType>> = {
  "claude-desktop": z.strictObject({ mcpServers: z.record(z.string(), command) }),
  "claude-code": z.strictObject({ mcpServers: z.record(z.string(), typed) }),
  cursor: z.strictObject({ mcpServers: z.record(z.string(), typed) }),
  vscode: z.strictObject({
    servers: z.record(z.string(), typed),
    inputs: z.array(
      z.strictObject({
        type: z.literal("promptString"),
        id: z.string(),
        description: z.string(),
        password: z.boolean(),
      }),
    ),
  }),
  windsurf: z.strictObject({ mcpServers: z.record(z.string(), command) }),
  zed: z.strictObject({ context_servers: z.record(z.string(), command) }),
  "gemini-cli": z.strictObject({ mcpServers: z.record(z.string(), command) }),
  codex: z.strictObject({ mcp_servers: z.record(z.string(), command) }),
};

describe("the configuration of MCP clients", () => {
  const home = new ClientHome();
  const { machine, fileOf, put } = home;
  const write = (name: ClientName, entry = ENTRY) => home.write(name, entry);
  const remove = (name: ClientName) => home.write(name, undefined);

  for (const name of CLIENT_NAMES) {
    describe(MCP_CLIENTS[name].title, () => {
      it("gets an entry as its documentation describes it, in a file of its own where it has none", () => {
        assert.equal(isConfigured(name, machine()), false);
        assert.equal(write(name), undefined);
        const text = readFileSync(fileOf(name), "utf8");
        DOCUMENTED[name].parse(
          MCP_CLIENTS[name].format === "toml"
            ? structuredClone({ ...parseToml(text) })
            : readJson(text, name),
        );
        assert.equal(statSync(fileOf(name)).mode & 0o777, 0o600);
        assert.equal(isConfigured(name, machine()), true);
        assert.equal(isInstalled(name, machine()), true);
      });

      it("changes nothing a second time, and keeps one copy of what was there at a change", () => {
        write(name);
        assert.equal(planConfiguration(name, ENTRY, machine()).diff, "");
        const before = readFileSync(fileOf(name), "utf8");
        const backup = write(name, { ...ENTRY, args: ["/elsewhere/server.js"] });
        assert.ok(backup !== undefined);
        assert.equal(readFileSync(backup, "utf8"), before);
        assert.match(readFileSync(fileOf(name), "utf8"), /elsewhere/);
        assert.doesNotMatch(readFileSync(fileOf(name), "utf8"), /coder fleet/);
      });

      it("loses the entry again, and nothing else", () => {
        write(name);
        remove(name);
        assert.equal(isConfigured(name, machine()), false);
        assert.equal(planConfiguration(name, undefined, machine()).diff, "");
      });

      it("can be copied as text", () => {
        const text = configurationText(name, ENTRY);
        assert.match(text, /coder-fleet/);
        assert.match(text, /server\.js/);
      });
    });
  }

  it("keeps comments, order, indentation, line ends and others' entries of JSON", () => {
    const text =
      '// mine\r\n{\r\n\t"theme": "dark", // keep\r\n\t"mcpServers": {\r\n\t\t"other": {\r\n\t\t\t"command": "x", // theirs\r\n\t\t},\r\n\t},\r\n}\r\n';
    const file = put("gemini-cli", text);
    const change = planConfiguration("gemini-cli", ENTRY, machine());
    writeConfiguration(change, NOW);
    const after = readFileSync(file, "utf8");
    assert.match(
      after,
      /^\/\/ mine\r\n\{\r\n\t"theme": "dark", \/\/ keep\r\n\t"mcpServers": \{\r\n\t\t"other": \{\r\n\t\t\t"command": "x", \/\/ theirs\r\n\t\t\},/,
    );
    assert.match(after, /\r\n\t\t"coder-fleet": \{\r\n/);
    assert.doesNotMatch(after, /[^\r]\n/);
    remove("gemini-cli");
    assert.deepEqual(readJson(readFileSync(file, "utf8"), file), readJson(text, file));
  });

  it("shows no other server's secret in the difference", () => {
    put(
      "cursor",
      JSON.stringify({ mcpServers: { a: { env: { KEY: "hunter2" } }, b: { command: "x" } } }, null, 2),
    );
    const { diff } = planConfiguration("cursor", ENTRY, machine());
    assert.match(diff, /\+ +"coder-fleet"/);
    assert.doesNotMatch(diff, /hunter2/);
  });

  it("keeps comments and other tables of TOML, also a comment above the table that follows ours", () => {
    const text =
      '# models\nmodel = "x"\n\n[mcp_servers.coder-fleet]\ncommand = "old" # ours\n\n[mcp_servers.coder-fleet.env]\nCODER_URL = "https://old.example.com"\n\n# theirs\n[mcp_servers.other]\ncommand = "y"\n';
    const file = put("codex", text);
    write("codex");
    const after = readFileSync(file, "utf8");
    assert.match(after, /# models\nmodel = "x"/);
    assert.match(after, /# theirs\n\[mcp_servers\.other\]\ncommand = "y"/);
    assert.doesNotMatch(after, /"old"|old\.example/);
    remove("codex");
    assert.equal(
      readFileSync(file, "utf8"),
      '# models\nmodel = "x"\n\n# theirs\n[mcp_servers.other]\ncommand = "y"\n',
    );
  });

  it("leaves TOML alone that writes its servers in one line, and says so", () => {
    const file = put("codex", 'mcp_servers = { coder-fleet = { command = "old" } }\n');
    assert.throws(
      () => planConfiguration("codex", ENTRY, machine()),
      /\[mcp_servers\.coder-fleet\] in a way/,
    );
    assert.match(readFileSync(file, "utf8"), /"old"/);
  });

  it("asks VS Code for the token, and for the address where none is known, once each", () => {
    const file = put("vscode", '{ "inputs": [ /* mine */ { "id": "coder-url", "type": "promptString" } ] }');
    write("vscode", { ...ENTRY, env: {} });
    const text = readFileSync(file, "utf8");
    assert.match(text, /\/\* mine \*\//);
    assert.match(text, /"CODER_SESSION_TOKEN": "\$\{input:coder-session-token\}"/);
    assert.match(text, /"CODER_URL": "\$\{input:coder-url\}"/);
    assert.deepEqual(
      z.object({ inputs: z.array(z.object({ id: z.string() })) }).parse(readJson(text, file)).inputs,
      [{ id: "coder-url" }, { id: "coder-session-token" }],
    );
  });

  it("writes through a link and keeps the mode", () => {
    const real = join(home.folder, "dotfiles.json");
    writeFileSync(real, "{}");
    chmodSync(real, 0o640);
    mkdirSync(dirname(fileOf("cursor")), { recursive: true });
    symlinkSync(real, fileOf("cursor"));
    write("cursor");
    assert.match(readFileSync(real, "utf8"), /coder-fleet/);
    assert.equal(statSync(real).mode & 0o777, 0o640);
    assert.deepEqual(
      readdirSync(dirname(fileOf("cursor"))),
      ["mcp.json"],
      "copies stand beside the real file",
    );
  });

  for (const [title, name, text, pattern] of [
    ["broken JSON", "cursor", '{ "mcpServers": {\n', /not valid JSON \(.+ in line \d+\)/],
    ["JSON that is no object", "cursor", "[]", /holds no JSON object/],
    ["servers that are no object", "cursor", '{ "mcpServers": [] }', /mcpServers in .* is no object/],
    ["inputs that are no list", "vscode", '{ "inputs": {} }', /inputs in .* is no list/],
    ["broken TOML", "codex", "= 1\n", /not valid TOML \(line 1\)/],
  ] as const) {
    it(`refuses ${title} and changes nothing`, () => {
      const file = put(name, text);
      assert.throws(
        () => planConfiguration(name, ENTRY, machine()),
        (error) => error instanceof ConfigurationError && pattern.test(error.message),
      );
      assert.equal(readFileSync(file, "utf8"), text);
    });
  }

  it("does not write over a file that changed since it was shown", () => {
    const change = planConfiguration("cursor", ENTRY, machine());
    put("cursor", '{ "mcpServers": {} }');
    assert.throws(() => writeConfiguration(change, NOW), /changed in the meantime/);
  });
});
