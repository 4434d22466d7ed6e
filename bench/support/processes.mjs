/** Starts what is measured as child processes, the way its users start it. */
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const distPath = (file) => fileURLToPath(new URL(`../../dist/${file}`, import.meta.url));

const START_TIMEOUT_MS = 60_000;
const CALL_TIMEOUT_MS = 300_000;

/** Our server as a command that `startMcp` and the start-up measure run. */
export const ours = { name: "coder-fleet", command: process.execPath, args: [distPath("server.js")] };

/**
 * The embedded deployment; `options` are its flags without the dashes.
 * @returns {Promise<{url: string, token: string, stop: () => Promise<void>}>}
 */
export async function startEmbedded(options = {}) {
  const flags = Object.entries({ port: 0, seed: 1, ...options }).flatMap(([flag, value]) => [
    `--${flag}`,
    String(value),
  ]);
  const child = spawn(process.execPath, [distPath("embedded.js"), ...flags], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const exited = once(child, "exit");
  const timer = setTimeout(() => child.kill(), START_TIMEOUT_MS);
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), "line"),
    exited.then(([code]) => Promise.reject(new Error(`The embedded deployment ended with code ${code}.`))),
  ]);
  clearTimeout(timer);
  const { url, token } = JSON.parse(line);
  return {
    url,
    token,
    async stop() {
      child.stdin.end();
      await exited;
    },
  };
}

/** What a server needs to reach a deployment. */
export const accessOf = ({ url, token }) => ({ CODER_URL: url, CODER_SESSION_TOKEN: token });

/**
 * An MCP server over stdio with a connected SDK 1 client.
 * `call` answers the result also when it is an error, and how long it took in milliseconds.
 */
export async function startMcp({ command, args }, deployment, extraArgs = []) {
  const transport = new StdioClientTransport({
    command,
    args: [...args, ...extraArgs],
    env: accessOf(deployment),
    stderr: "pipe",
  });
  // Nobody reads it, but an unread pipe would block the server.
  transport.stderr?.on("data", () => undefined);
  const client = new Client({ name: "bench", version: "1" });
  await client.connect(transport);
  const { tools } = await client.listTools();
  return {
    pid: transport.pid,
    tools,
    async call(name, args = {}) {
      const started = performance.now();
      const result = await client.callTool({ name, arguments: args }, undefined, {
        timeout: CALL_TIMEOUT_MS,
      });
      return { ...result, text: textOf(result), milliseconds: performance.now() - started };
    },
    close: () => client.close(),
  };
}

const textOf = (result) =>
  result.content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");

/** Calls a tool and insists on success. */
export async function succeed(server, name, args) {
  const result = await server.call(name, args);
  if (result.isError) throw new Error(`${name} failed: ${result.text}`);
  return result;
}
