import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import * as z from "zod";

const resultSchema = z.object({
  content: z.array(z.object({ type: z.string(), text: z.string().optional() })),
  structuredContent: z.unknown(),
  isError: z.boolean().optional(),
});

/** Longest time of one call, in milliseconds, counted from its last progress. */
const CALL_TIMEOUT_MS = 120_000;

/** The built server, connected to over stdio as any MCP client does it. */
export interface ToolClient {
  readonly serverName: string;
  toolCount(): Promise<number>;
  /** Calls a tool and reads its structured result. Throws with the tool's own words when it fails. */
  call<S extends z.ZodType>(
    name: string,
    args: Record<string, unknown>,
    schema: S,
    onProgress?: (message: string) => void,
  ): Promise<z.output<S>>;
  close(): Promise<void>;
}

/** @param script path of `server.js` */
export async function connectToServer(
  script: string,
  deployment: { readonly url: string; readonly token: string },
): Promise<ToolClient> {
  const client = new Client({ name: "coder-fleet-demo", version: "1.0.0" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [script],
      env: { CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token },
      stderr: "inherit",
    }),
  );
  return {
    serverName: client.getServerVersion()?.title ?? "unnamed server",
    toolCount: async () => (await client.listTools()).tools.length,
    async call(name, args, schema, onProgress) {
      const answer = await client.callTool({ name, arguments: args }, undefined, {
        timeout: CALL_TIMEOUT_MS,
        resetTimeoutOnProgress: true,
        onprogress: ({ message }) => onProgress?.(message ?? ""),
      });
      const result = resultSchema.parse(answer);
      if (result.isError) throw new Error(result.content[0]?.text ?? `${name} failed`);
      return schema.parse(result.structuredContent);
    },
    close: () => client.close(),
  };
}
