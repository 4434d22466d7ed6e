import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../../src/models/configuration";
import { readArguments, readEnvironment } from "../../../src/services/configuration/given";
import { audit, policy } from "../../../src/services/configuration/policy";

const flags = (...argv: readonly string[]) => readArguments(argv, []).settings;

describe("the policy and audit settings", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-policy-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });

  const file = (name: string, text: string, mode = 0o600): string => {
    const path = join(directory, name);
    writeFileSync(path, text);
    chmodSync(path, mode);
    return path;
  };
  const refused = (settings: ReturnType<typeof flags>, pattern: RegExp): void => {
    assert.throws(
      () => [policy(settings), audit(settings)],
      (error) => {
        assert.ok(error instanceof ConfigurationError);
        assert.match(error.message, pattern);
        assert.doesNotMatch(error.message, /kkkk/u, "no key in a message");
        return true;
      },
    );
  };

  it("are read from flags and environment alike", () => {
    const key = file("key", "k".repeat(32));
    const given = flags("--allowed-templates", "Claude-Agent,plain-dev", "--audit-log", "audit.jsonl");
    const environment = readEnvironment({
      CODER_FLEET_MAX_AGENTS_PER_CALL: "5",
      CODER_FLEET_CONFIRM: "always",
      CODER_FLEET_STATE_SECRET_FILE: key,
      CODER_FLEET_AUDIT_KEY_FILE: key,
      CODER_FLEET_AUDIT_MAX_SIZE: "2",
    });
    assert.deepEqual(policy({ ...environment, ...given }), {
      allowedTemplates: ["claude-agent", "plain-dev"],
      maxAgentsPerCall: 5,
      confirm: "always",
      stateSecret: "k".repeat(32),
    });
    assert.deepEqual(audit({ ...environment, ...given }), {
      file: "audit.jsonl",
      key: "k".repeat(32),
      maxBytes: 2 * 1024 * 1024,
    });
  });

  it("refuse values that are not allowed, with the name, the value and what is allowed", () => {
    refused(flags("--max-agents-per-call", "0"), /--max-agents-per-call="0" .*from 1 to 10000/u);
    refused(flags("--max-agents-per-call", "many"), /"many" is not usable/u);
    refused(flags("--confirm", "never"), /--confirm="never" is not known; allowed: client, always/u);
    refused(flags("--audit-log", "a", "--audit-max-size", "2000"), /from 1 to 256/u);
  });

  it("refuse a key that is missing, short, or open to every user", () => {
    refused(flags("--state-secret-file", join(directory, "none")), /cannot be read \(ENOENT\)/u);
    refused(flags("--state-secret-file", file("short", "kkkk")), /too short for a key/u);
    if (process.platform === "win32") return;
    refused(flags("--state-secret-file", file("open", "k".repeat(32), 0o644)), /chmod o-rwx/u);
  });
});
