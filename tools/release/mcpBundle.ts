import { cpSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import manifest from "../../package.json";
import { allTools } from "../../src/tools/registry";
import { emptyFolder, root } from "../vscode-e2e/folders";
import { description, displayName, keywords, license, name, release, staging, version } from "./folders";
import { mcpb } from "./run";
import { copyPages, copyServer } from "./serverFiles";

/**
 * The MCP bundle (.mcpb) that Claude Desktop and others install with a double click; they ask for address and
 * token and keep the token as a secret.
 * @returns its path
 */
export function packMcpBundle(): string {
  const folder = emptyFolder(join(staging, "mcpb"));
  copyServer(join(folder, "server"));
  copyPages(folder);
  cpSync(join(root, manifest.icon), join(folder, "icon.png"));
  const file = join(folder, "manifest.json");
  writeFileSync(file, `${JSON.stringify(bundleManifest(), null, 2)}\n`);
  mcpb("validate", file);
  const bundle = join(release, `${name}-${version}.mcpb`);
  mcpb("pack", folder, bundle);
  return bundle;
}

function bundleManifest() {
  return {
    manifest_version: "0.3",
    name,
    display_name: displayName,
    version,
    description,
    author: { name: manifest.publisher },
    license,
    repository: manifest.repository,
    keywords,
    icon: "icon.png",
    server: {
      type: "node",
      entry_point: "server/server.js",
      mcp_config: {
        command: "node",
        args: ["${__dirname}/server/server.js"],
        env: { CODER_URL: "${user_config.url}", CODER_SESSION_TOKEN: "${user_config.token}" },
      },
    },
    user_config: {
      url: {
        type: "string",
        title: "Coder deployment",
        description: "Its address, for example https://coder.example.com",
        required: true,
      },
      token: {
        type: "string",
        title: "Session token",
        description: "The page /cli-auth of the deployment shows one",
        sensitive: true,
        required: true,
      },
    },
    tools: allTools
      .filter(
        ({ toolsets }) => !toolsets.every((toolset) => toolset === "classic" || toolset === "template-admin"),
      )
      .map((tool) => ({ name: tool.name, description: tool.description })),
    compatibility: { runtimes: { node: manifest.engines.node } },
  };
}
