import assert from "node:assert/strict";
import type { Machine } from "../../../src/services/mcpClients/clientFiles";
import { CLIENT_NAMES, type ClientName } from "../../../src/services/mcpClients/clientNames";
import { MCP_CLIENTS } from "../../../src/services/mcpClients/clients";

const LINUX: Machine = { environment: { HOME: "/home/ada" }, platform: "linux" };
const MAC: Machine = { environment: { HOME: "/Users/ada" }, platform: "darwin" };
const WINDOWS: Machine = {
  environment: {
    USERPROFILE: "C:\\Users\\ada",
    APPDATA: "C:\\Users\\ada\\AppData\\Roaming",
    LOCALAPPDATA: "C:\\Users\\ada\\AppData\\Local",
  },
  platform: "win32",
  list: () => [],
};

/** Where each client's documentation says its configuration is: on Linux, macOS, Windows. */
const FILES: Readonly<Record<ClientName, readonly [linux: string, mac: string, windows: string]>> = {
  "claude-desktop": [
    "/home/ada/.config/Claude/claude_desktop_config.json",
    "/Users/ada/Library/Application Support/Claude/claude_desktop_config.json",
    "C:\\Users\\ada\\AppData\\Roaming\\Claude\\claude_desktop_config.json",
  ],
  "claude-code": ["/home/ada/.claude.json", "/Users/ada/.claude.json", "C:\\Users\\ada\\.claude.json"],
  cursor: ["/home/ada/.cursor/mcp.json", "/Users/ada/.cursor/mcp.json", "C:\\Users\\ada\\.cursor\\mcp.json"],
  vscode: [
    "/home/ada/.config/Code/User/mcp.json",
    "/Users/ada/Library/Application Support/Code/User/mcp.json",
    "C:\\Users\\ada\\AppData\\Roaming\\Code\\User\\mcp.json",
  ],
  windsurf: [
    "/home/ada/.codeium/windsurf/mcp_config.json",
    "/Users/ada/.codeium/windsurf/mcp_config.json",
    "C:\\Users\\ada\\.codeium\\windsurf\\mcp_config.json",
  ],
  zed: [
    "/home/ada/.config/zed/settings.json",
    "/Users/ada/.config/zed/settings.json",
    "C:\\Users\\ada\\AppData\\Roaming\\Zed\\settings.json",
  ],
  "gemini-cli": [
    "/home/ada/.gemini/settings.json",
    "/Users/ada/.gemini/settings.json",
    "C:\\Users\\ada\\.gemini\\settings.json",
  ],
  codex: [
    "/home/ada/.codex/config.toml",
    "/Users/ada/.codex/config.toml",
    "C:\\Users\\ada\\.codex\\config.toml",
  ],
};

describe("the files of MCP clients", () => {
  for (const name of CLIENT_NAMES) {
    const [linux, mac, windows] = FILES[name];
    const { file } = MCP_CLIENTS[name];
    it(`are where ${name} looks on each platform`, () => {
      assert.deepEqual([file(LINUX), file(MAC), file(WINDOWS)], [linux, mac, windows]);
    });
  }

  for (const [name, variable, value, expected] of [
    ["claude-code", "CLAUDE_CONFIG_DIR", "/c", "/c/.claude.json"],
    ["gemini-cli", "GEMINI_CLI_HOME", "/g", "/g/.gemini/settings.json"],
    ["codex", "CODEX_HOME", "/x", "/x/config.toml"],
    ["zed", "XDG_CONFIG_HOME", "/k", "/k/zed/settings.json"],
    ["vscode", "XDG_CONFIG_HOME", "", "/home/ada/.config/Code/User/mcp.json"],
  ] as const) {
    it(`are where ${variable}="${value}" sends ${name}`, () => {
      const environment = { ...LINUX.environment, [variable]: value };
      assert.equal(MCP_CLIENTS[name].file({ ...LINUX, environment }), expected);
    });
  }

  it("are those of the packaged Claude Desktop where Windows has it", () => {
    const list = (folder: string) =>
      folder === "C:\\Users\\ada\\AppData\\Local\\Packages" ? ["Other_1", "Claude_pzs8sxrjxfjjc"] : [];
    assert.equal(
      MCP_CLIENTS["claude-desktop"].file({ ...WINDOWS, list }),
      "C:\\Users\\ada\\AppData\\Local\\Packages\\Claude_pzs8sxrjxfjjc\\LocalCache\\Roaming\\Claude\\claude_desktop_config.json",
    );
  });
});
