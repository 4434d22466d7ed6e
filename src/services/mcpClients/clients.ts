import {
  applicationFile,
  claudeDesktopFile,
  configFile,
  fileBelow,
  homeFile,
  type Machine,
} from "./clientFiles";
import type { ClientName } from "./clientNames";
import type { ServerEntry } from "./serverEntry";

/** An MCP client and how its own configuration names a stdio server. */
export interface McpClient {
  readonly title: string;
  readonly format: "json" | "toml";
  /** Where the client's own documentation says so. */
  readonly documentation: string;
  /** Absolute path of the configuration of this user. */
  readonly file: (machine: Machine) => string;
  /** The key below which servers stand by name. */
  readonly key: string;
  readonly value: (entry: ServerEntry) => Readonly<Record<string, unknown>>;
  /** Questions the client asks once and keeps as secrets, in a list of this key. */
  readonly inputs?: {
    readonly key: string;
    readonly all: readonly Input[];
    readonly values: (entry: ServerEntry) => readonly Input[];
  };
  /** What to do so that the client sees it. */
  readonly next: string;
}

interface Input {
  readonly type: "promptString";
  readonly id: string;
  readonly description: string;
  readonly password: boolean;
}

const TOKEN_INPUT: Input = {
  type: "promptString",
  id: "coder-session-token",
  description: "Coder session token (the page /cli-auth of your deployment shows one)",
  password: true,
};
const URL_INPUT: Input = {
  type: "promptString",
  id: "coder-url",
  description: "Address of your Coder deployment",
  password: false,
};

const plain = ({ command, args, env }: ServerEntry) => ({
  command,
  args,
  ...(Object.keys(env).length === 0 ? {} : { env }),
});

/** Every client that `configure` knows. */
export const MCP_CLIENTS: Readonly<Record<ClientName, McpClient>> = {
  "claude-desktop": {
    title: "Claude Desktop",
    format: "json",
    documentation: "https://modelcontextprotocol.io/docs/develop/connect-local-servers",
    file: claudeDesktopFile,
    key: "mcpServers",
    value: plain,
    next: "Quit Claude Desktop and start it again.",
  },
  "claude-code": {
    title: "Claude Code",
    format: "json",
    documentation: "https://code.claude.com/docs/en/mcp",
    file: (machine) =>
      fileBelow(machine, "CLAUDE_CONFIG_DIR", ".claude.json") ?? homeFile(machine, ".claude.json"),
    key: "mcpServers",
    value: (entry) => ({ type: "stdio", ...plain(entry) }),
    next: "Start a new session; /mcp shows the server.",
  },
  cursor: {
    title: "Cursor",
    format: "json",
    documentation: "https://cursor.com/docs/mcp",
    file: (machine) => homeFile(machine, ".cursor", "mcp.json"),
    key: "mcpServers",
    value: (entry) => ({ type: "stdio", ...plain(entry) }),
    next: "Open Customize in Cursor's sidebar, then MCPs, and switch coder-fleet on.",
  },
  vscode: {
    title: "VS Code",
    format: "json",
    documentation: "https://code.visualstudio.com/docs/agents/reference/mcp-configuration",
    file: (machine) => applicationFile(machine, "Code", "User", "mcp.json"),
    key: "servers",
    value: (entry) => ({
      type: "stdio",
      ...plain(entry),
      env: { ...askedFor(entry), ...entry.env },
    }),
    inputs: { key: "inputs", all: [URL_INPUT, TOKEN_INPUT], values: inputsOf },
    next: "Run “MCP: List Servers” in VS Code and start coder-fleet. (The Coder Fleet extension needs no entry.)",
  },
  windsurf: {
    title: "Windsurf",
    format: "json",
    documentation: "https://docs.windsurf.com/windsurf/cascade/mcp",
    file: (machine) => homeFile(machine, ".codeium", "windsurf", "mcp_config.json"),
    key: "mcpServers",
    value: plain,
    next: "Press Refresh in Cascade's MCP panel.",
  },
  zed: {
    title: "Zed",
    format: "json",
    documentation: "https://zed.dev/docs/ai/mcp",
    file: (machine) =>
      machine.platform === "win32"
        ? applicationFile(machine, "Zed", "settings.json")
        : configFile(machine, "zed", "settings.json"),
    key: "context_servers",
    value: plain,
    next: "Zed starts it by itself; see the Agent Panel's settings.",
  },
  "gemini-cli": {
    title: "Gemini CLI",
    format: "json",
    documentation: "https://geminicli.com/docs/tools/mcp-server",
    file: (machine) =>
      fileBelow(machine, "GEMINI_CLI_HOME", ".gemini", "settings.json") ??
      homeFile(machine, ".gemini", "settings.json"),
    key: "mcpServers",
    value: plain,
    next: "Start gemini again; /mcp shows the server.",
  },
  codex: {
    title: "Codex",
    format: "toml",
    documentation: "https://developers.openai.com/codex/mcp",
    file: (machine) =>
      fileBelow(machine, "CODEX_HOME", "config.toml") ?? homeFile(machine, ".codex", "config.toml"),
    key: "mcp_servers",
    value: plain,
    next: "Start codex again; /mcp shows the server.",
  },
};

/** Variables VS Code fills in with what it asked for; the token goes along with an address of the same source. */
function askedFor(entry: ServerEntry): Record<string, string> {
  return Object.fromEntries(
    inputsOf(entry).map(({ id }) => [id.toUpperCase().replaceAll("-", "_"), `\${input:${id}}`]),
  );
}

function inputsOf({ env }: ServerEntry): readonly Input[] {
  const asked = "CODER_SESSION_TOKEN_FILE" in env ? [] : [TOKEN_INPUT];
  return "CODER_URL" in env ? asked : [URL_INPUT, ...asked];
}
