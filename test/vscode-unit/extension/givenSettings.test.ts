import { strict as assert } from "node:assert";
import { loadConfiguration } from "../../../src/services/configuration/loadConfiguration";
import {
  chosenSettings,
  type EditorProxy,
  givenSettings,
  settingsEnvironment,
} from "../../../src/vscode/extension/givenSettings";

const noProxy: EditorProxy = { proxy: "", noProxy: [] };
const given = (settings: Record<string, unknown>, editor = noProxy) =>
  givenSettings((key) => settings[key], editor);

describe("settings given in VS Code", () => {
  it("count as not set while they are empty, but for the output mode", () => {
    assert.deepEqual(settingsEnvironment(given({ url: "", tools: [], readOnly: false })), {
      CODER_FLEET_OUTPUT: "text",
    });
  });

  it("become what the server's flags and variables are", () => {
    assert.deepEqual(
      settingsEnvironment(
        given({ readOnly: true, toolsets: ["fleet", "files"], timeout: " 30s ", output: "both" }),
      ),
      {
        CODER_FLEET_READ_ONLY: "true",
        CODER_FLEET_TOOLSETS: "fleet,files",
        CODER_FLEET_TIMEOUT: "30s",
        CODER_FLEET_OUTPUT: "both",
      },
    );
  });

  it("hand the server its policy, which it reads as it was meant", () => {
    const environment = settingsEnvironment(
      given({
        readOnly: true,
        workspaceFilter: "owner:me",
        allowedTemplates: ["claude-agent", "plain-dev"],
        maxAgentsPerCall: 5,
        confirm: "always",
        auditLog: "/var/log/fleet/audit.jsonl",
        auditKeyFile: "",
      }),
    );
    const login = { CODER_URL: "https://coder.example.com", CODER_SESSION_TOKEN: "t" };
    const { policy, audit, toolChoice, workspaceFilter } = loadConfiguration(
      {},
      { directory: "", environment: { ...environment, ...login }, terminal: false },
    );
    assert.deepEqual(policy, {
      allowedTemplates: ["claude-agent", "plain-dev"],
      maxAgentsPerCall: 5,
      confirm: "always",
    });
    assert.equal(audit?.file, "/var/log/fleet/audit.jsonl");
    assert.equal(toolChoice.readOnly, true);
    assert.equal(workspaceFilter, "owner:me");
  });

  it("set no limit where a number is left empty", () => {
    assert.deepEqual(Object.keys(settingsEnvironment(given({ maxAgentsPerCall: null }))), [
      "CODER_FLEET_OUTPUT",
    ]);
  });

  it("hand VS Code's own proxy on", () => {
    const environment = settingsEnvironment(given({}, { proxy: "http://proxy:3128", noProxy: ["a", "b"] }));
    assert.equal(environment["https_proxy"], "http://proxy:3128");
    assert.equal(environment["http_proxy"], "http://proxy:3128");
    assert.equal(environment["no_proxy"], "a,b");
  });

  it("never hold a token, whatever somebody writes into the settings file", () => {
    const environment = settingsEnvironment(
      given({ token: "secret", tokenFile: "/x", coderConfigDir: "/y" }),
    );
    assert.deepEqual(Object.keys(environment), ["CODER_FLEET_OUTPUT"]);
  });

  it("leave out defaults and the output mode where they are for another client", () => {
    const chosen = chosenSettings(given({ timeout: "60s", logLevel: "warn", readOnly: true }));
    assert.deepEqual(Object.keys(chosen), ["readOnly"]);
  });

  it("are refused by the name they have in VS Code", () => {
    assert.throws(
      () =>
        loadConfiguration(
          {
            ...given({ timeout: "soon" }),
            url: { value: "https://coder.example.com", name: "url", origin: "process" },
            token: { value: "t", name: "token", origin: "process" },
          },
          { directory: "", environment: {}, terminal: false },
        ),
      /coderFleet\.timeout/u,
    );
  });
});
