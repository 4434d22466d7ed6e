/** Each package is unpacked as its user would, started as its own files say, and asked for the fleet. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { unzipSync } from "fflate";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { emptyFolder } from "../vscode-e2e/folders";
import { PLUGIN_SCHEMAS } from "./agentPlugin";
import { name, program, staging, version } from "./folders";
import { mcpb, run } from "./run";

/** A way to start a server, with everything filled in. */
interface Start {
  readonly command: string;
  readonly args: readonly string[];
}

/** Where the checks list agents, with a token that is good for them. */
export interface CheckedDeployment {
  readonly url: string;
  readonly token: string;
}

/** What Agent Plugins 1.0 and the hosts before it allow of what we use. @see https://agent-plugins.org/specification */
const serversSchema = z.strictObject({
  $schema: z.literal(PLUGIN_SCHEMAS.servers).optional(),
  mcpServers: z.record(
    z.string(),
    z.strictObject({ type: z.literal("stdio"), command: z.string().min(1), args: z.array(z.string()) }),
  ),
});
const bundleSchema = z.object({
  server: z.object({ mcp_config: z.object({ command: z.string(), args: z.array(z.string()) }) }),
});

/** The program of the npm package, installed into an empty folder; it brings all it needs. */
export function installedNpm(archive: string): Start {
  const folder = emptyFolder(join(staging, "installed-npm"));
  run(
    "npm",
    ["install", "--offline", "--silent", "--no-audit", "--no-fund", "--prefix", folder, archive],
    folder,
  );
  return { command: join(folder, "node_modules/.bin", program), args: [] };
}

export function unpackedBundle(bundle: string): Start {
  const folder = emptyFolder(join(staging, "unpacked-mcpb"));
  mcpb("unpack", bundle, folder);
  const { server } = bundleSchema.parse(readJson(join(folder, "manifest.json")));
  return filledIn(server.mcp_config, "__dirname", folder);
}

/** The extension's server, run as the extension runs it. */
export function unpackedExtension(vsix: string): Start {
  const folder = unzipped(vsix, emptyFolder(join(staging, "unpacked-vsix")));
  return { command: process.execPath, args: [join(folder, "extension/dist/server.js")] };
}

/** Both ways in which hosts start the plugin's server. */
export function unpackedPlugin(archive: string): readonly Start[] {
  const folder = unzipped(archive, emptyFolder(join(staging, "unpacked-plugin")));
  return [
    ["mcp.json", "PLUGIN_ROOT"],
    [".mcp.json", "CLAUDE_PLUGIN_ROOT"],
  ].map(([file = "", variable = ""]) => {
    const server = serversSchema.parse(readJson(join(folder, file))).mcpServers[name];
    if (server === undefined) throw new Error(`${file} of the plugin does not name ${name}`);
    return filledIn(server, variable, folder);
  });
}

/** @returns how many agents it listed. @throws Error where it does not start, or is of another version */
export async function listAgents(start: Start, { url, token }: CheckedDeployment): Promise<number> {
  const client = new Client({ name: "release", version: "1" });
  const env = { PATH: process.env["PATH"] ?? "", CODER_URL: url, CODER_SESSION_TOKEN: token };
  await client.connect(
    new StdioClientTransport({ command: start.command, args: [...start.args], env, stderr: "inherit" }),
  );
  try {
    const started = client.getServerVersion()?.version;
    if (started !== version) throw new Error(`${start.command} is version ${started ?? "unknown"}`);
    const { structuredContent } = await client.callTool({ name: "list_agents", arguments: {} });
    return z.object({ total_count: z.number() }).parse(structuredContent).total_count;
  } finally {
    await client.close();
  }
}

function filledIn({ command, args }: Start, variable: string, folder: string): Start {
  return { command, args: args.map((arg) => arg.replaceAll(`\${${variable}}`, folder)) };
}

function unzipped(archive: string, folder: string): string {
  for (const [path, content] of Object.entries(unzipSync(new Uint8Array(readFileSync(archive))))) {
    if (path.endsWith("/")) continue;
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
}

function readJson(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
