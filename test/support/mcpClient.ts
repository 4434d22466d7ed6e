import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import type { ClientCapabilities } from "@modelcontextprotocol/sdk/types.js";
import { SERVER, serverEnvironment } from "./serverProcess";

export interface ConnectedServer {
  /** A client built on SDK 1, as most of today's clients are. */
  readonly client: Client;
  /** What the server wrote to standard error so far. */
  stderr(): string;
  /** Ends the server. */
  close(): Promise<void>;
}

/** Starts the built stdio server and connects a client to it. */
export async function startServer(
  environment: Record<string, string>,
  args: readonly string[] = [],
  capabilities: ClientCapabilities = {},
): Promise<ConnectedServer> {
  const transport = new StdioClientTransport({
    command: process.execPath,
    args: [SERVER, ...args],
    env: serverEnvironment(environment),
    stderr: "pipe",
  });
  let stderr = "";
  transport.stderr?.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
  const client = new Client({ name: "test", version: "1" }, { capabilities });
  await client.connect(transport);
  return { client, stderr: () => stderr, close: () => client.close() };
}
