/** The MCP clients that `configure` knows, as the command line calls them; apart, so that starting the server stays quick. */
export const CLIENT_NAMES = [
  "claude-desktop",
  "claude-code",
  "cursor",
  "vscode",
  "windsurf",
  "zed",
  "gemini-cli",
  "codex",
] as const;

export type ClientName = (typeof CLIENT_NAMES)[number];
