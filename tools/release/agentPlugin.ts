import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { zipSync } from "fflate";
import manifest from "../../package.json";
import { emptyFolder } from "../vscode-e2e/folders";
import { description, keywords, license, name, release, repository, staging, version } from "./folders";
import { copyPages, copyServer } from "./serverFiles";

const SCHEMAS = "https://agent-plugins.org/schemas/1.0.0";
export const PLUGIN_SCHEMAS = {
  manifest: `${SCHEMAS}/plugin.schema.json`,
  servers: `${SCHEMAS}/mcp.schema.json`,
} as const;

/**
 * The agent plugin: one folder that Copilot's agent host, Copilot CLI, Cursor and Claude Code install. Agent
 * Plugins 1.0 reads plugin.json and mcp.json; older hosts read .claude-plugin/plugin.json and .mcp.json.
 * @returns the folder and the archive of it
 */
export function packAgentPlugin(): { readonly folder: string; readonly archive: string } {
  const folder = emptyFolder(join(staging, "agent-plugin"));
  copyServer(join(folder, "server"));
  copyPages(folder);
  const about = {
    name,
    version,
    description,
    author: { name: manifest.publisher },
    repository,
    license,
    keywords,
  };
  const server = (rootVariable: string) => ({
    type: "stdio",
    command: "node",
    args: [`\${${rootVariable}}/server/server.js`],
  });
  const write = (path: string, value: unknown) => {
    writeFileSync(join(folder, path), `${JSON.stringify(value, null, 2)}\n`);
  };
  mkdirSync(join(folder, ".claude-plugin"));
  write("plugin.json", { $schema: PLUGIN_SCHEMAS.manifest, ...about });
  write("mcp.json", { $schema: PLUGIN_SCHEMAS.servers, mcpServers: { [name]: server("PLUGIN_ROOT") } });
  write(".claude-plugin/plugin.json", about);
  write(".mcp.json", { mcpServers: { [name]: server("CLAUDE_PLUGIN_ROOT") } });
  const archive = join(release, `${name}-plugin-${version}.zip`);
  writeFileSync(archive, zipSync(contents(folder)));
  return { folder, archive };
}

function contents(folder: string): Record<string, Uint8Array> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map(({ parentPath, name: file }) => {
      const path = join(parentPath, file);
      return [relative(folder, path).replaceAll("\\", "/"), new Uint8Array(readFileSync(path))];
    }),
  );
}
