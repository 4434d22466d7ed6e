import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../../src/models/configuration";
import { sha256 } from "../../../src/mcp/auth/knownTokens";
import { openTokenFile } from "../../../src/mcp/auth/tokenFile";
import { openTokensFile } from "../../../src/mcp/auth/tokensFile";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "coder-fleet-"));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A file only its owner can read. */
function secretFile(text: string): string {
  const file = join(folder, "secret");
  writeFileSync(file, text, { mode: 0o600 });
  return file;
}

/** The message of the refusal, which must not repeat a token. */
function refusal(open: () => unknown): string {
  try {
    open();
  } catch (error) {
    assert.ok(error instanceof ConfigurationError);
    assert.doesNotMatch(error.message, /tttt/);
    return error.message;
  }
  return assert.fail("it should have been refused");
}

describe("Fleet MCP's token file", () => {
  it("is made for nobody else to read, with nothing left beside it", () => {
    const file = join(folder, "new", "auth_token");
    const { token, fresh } = openTokenFile(file);
    const { value, created_at: createdAt } = JSON.parse(readFileSync(file, "utf8")) as Record<string, string>;
    assert.match(value ?? "", /^[A-Za-z0-9_-]{43}$/);
    assert.equal(fresh, value);
    assert.deepEqual(token.sha256, sha256(value ?? ""));
    assert.ok(Date.parse(createdAt ?? "") > 0);
    assert.equal(statSync(file).mode & 0o777, 0o600);
    assert.equal(statSync(join(folder, "new")).mode & 0o777, 0o700);
    assert.deepEqual(readdirSync(join(folder, "new")), ["auth_token"]);
  });

  it("is kept over restarts, never shown again, and made anew when it was deleted", () => {
    const file = join(folder, "auth_token");
    const first = openTokenFile(file);
    const second = openTokenFile(file);
    assert.deepEqual(second.token, first.token);
    assert.equal(second.fresh, null);
    rmSync(file);
    assert.notEqual(openTokenFile(file).fresh, first.fresh);
  });

  it("is taken as Fleet MCP has written it, and not changed", () => {
    const value = "abcdefghijklmnopqrstuvwxyz_ABCDEFGHIJKLMNO-";
    const text = JSON.stringify({ value, created_at: "2026-01-30T12:34:56.789012" }, null, 2);
    const file = secretFile(text);
    assert.deepEqual(openTokenFile(file).token.sha256, sha256(value));
    assert.equal(readFileSync(file, "utf8"), text);
  });

  for (const [what, text] of [
    ["no JSON", "not json"],
    ["another shape", "{}"],
    ["a token of another length", '{"value": "tttt", "created_at": "2026-01-30T12:34:56"}'],
  ] as const) {
    it(`is refused where it holds ${what}, with the command that mends it`, () => {
      const file = secretFile(text);
      assert.ok(refusal(() => openTokenFile(file)).includes(`rm ${JSON.stringify(file)}`));
      assert.equal(readFileSync(file, "utf8"), text);
    });
  }

  for (const mode of [0o644, 0o620, 0o601]) {
    it(`is refused with mode ${mode.toString(8)}, with the command that mends it`, () => {
      const file = secretFile(JSON.stringify({ value: "t".repeat(43), created_at: "2026-01-30T12:34:56" }));
      chmodSync(file, mode);
      assert.ok(refusal(() => openTokenFile(file)).includes(`chmod 600 ${JSON.stringify(file)}`));
    });
  }

  it("is refused where it cannot be written", () => {
    const file = secretFile("a file, not a folder");
    assert.match(
      refusal(() => openTokenFile(join(file, "auth_token"))),
      /cannot be written to .*FLEET_MCP_AUTH_TOKEN_FILE/,
    );
  });
});

describe("the file of --auth tokens", () => {
  const open = (file: string) => openTokensFile(file, () => undefined)();

  it("holds tokens or their hashes, names, scopes and ends", () => {
    const hash = "ab".repeat(32);
    const tokens = open(
      secretFile(
        JSON.stringify({
          tokens: [
            { name: "ci", scope: "read", value: "t".repeat(40) },
            { name: "ops", scope: "admin", sha256: hash, expires_at: "2030-01-01T00:00:00+01:00" },
          ],
        }),
      ),
    );
    assert.deepEqual(tokens, [
      { name: "ci", scope: "read", sha256: sha256("t".repeat(40)), expiresAt: null },
      {
        name: "ops",
        scope: "admin",
        sha256: Buffer.from(hash, "hex"),
        expiresAt: Date.UTC(2029, 11, 31, 23),
      },
    ]);
  });

  for (const [what, text, says] of [
    ["no JSON", "tokens", /expected object/i],
    ["none", '{"tokens": []}', /tokens/],
    ["an unknown scope", '{"tokens": [{"name": "ci", "scope": "root", "value": "%"}]}', /tokens\.0\.scope/],
    ["a short token", '{"tokens": [{"name": "ci", "scope": "read", "value": "tttt"}]}', /32 to 512/],
    ["neither token nor hash", '{"tokens": [{"name": "ci", "scope": "read"}]}', /value or sha256/],
    ["an unknown key", '{"tokens": [{"name": "ci", "scope": "read", "value": "%", "role": 1}]}', /role/],
    [
      "two of one name",
      '{"tokens": [{"name": "ci", "scope": "read", "value": "%"}, {"name": "ci", "scope": "admin", "value": "%%"}]}',
      /two of one name/,
    ],
  ] as const) {
    it(`is refused where it holds ${what}`, () => {
      const file = secretFile(text.replaceAll("%", "t".repeat(40)));
      assert.match(
        refusal(() => open(file)),
        says,
      );
    });
  }

  it("is refused where it is missing or open to others", () => {
    assert.match(
      refusal(() => open(join(folder, "none"))),
      /cannot be read \(ENOENT\)/,
    );
    const file = secretFile("{}");
    chmodSync(file, 0o604);
    assert.match(
      refusal(() => open(file)),
      /chmod 600/,
    );
  });
});
