import type { Screen } from "../screen";

/** Says how other MCP clients reach the same deployment. Both values are good for this demo only. */
export function explainConnecting(
  screen: Screen,
  server: string,
  deployment: { readonly url: string; readonly token: string },
): void {
  const entry = {
    command: "node",
    args: [server],
    env: { CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token },
  };
  screen.heading("Connect your own client to this fleet");
  screen.line("VS Code: put this into .vscode/mcp.json, then ask Copilot in agent mode who is idle:");
  printJson(screen, { servers: { "coder-fleet": { type: "stdio", ...entry } } });
  screen.line("Claude, Cursor and most others (mcpServers in their configuration):");
  printJson(screen, { mcpServers: { "coder-fleet": entry } });
  screen.line(`The deployment is at ${deployment.url}; it ends with this demo. Ctrl-C stops it.`);
}

function printJson(screen: Screen, value: unknown): void {
  for (const line of JSON.stringify(value, null, 2).split("\n")) screen.dim(line);
}
