/** Starts HTTP servers and calls tools over them as many callers at once. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const path = (file) => fileURLToPath(new URL(file, import.meta.url));

const META = {
  "io.modelcontextprotocol/protocolVersion": "2026-07-28",
  "io.modelcontextprotocol/clientInfo": { name: "bench", version: "1" },
  "io.modelcontextprotocol/clientCapabilities": {},
};
const TOOL = "get_authenticated_user";
const HEADERS = { "Content-Type": "application/json", Accept: "application/json, text/event-stream" };
const body = (meta) =>
  JSON.stringify({
    jsonrpc: "2.0",
    id: 1,
    method: "tools/call",
    params: { name: TOOL, arguments: {}, ...(meta ? { _meta: META } : {}) },
  });

/** The same call in both protocol eras: one answers JSON, the other one event. */
const ERAS = [
  { text: body(false), headers: HEADERS },
  {
    text: body(true),
    headers: {
      ...HEADERS,
      "MCP-Protocol-Version": "2026-07-28",
      "Mcp-Method": "tools/call",
      "Mcp-Name": TOOL,
    },
  },
];

/** What a child says of where it listens. */
async function firstMatch(child, stream, pattern) {
  for await (const line of createInterface({ input: stream })) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`${child.spawnargs.join(" ")} ended before it listened.`);
}

export async function startStub() {
  const child = spawn(process.execPath, [path("../coder-stub.mjs")], { stdio: ["pipe", "pipe", "inherit"] });
  const url = await firstMatch(child, child.stdout, /^(http.*)$/);
  return { url, stop: () => child.stdin.end() };
}

/** `coder-fleet-mcp http` for callers with their own tokens, without a limit that would be met. */
export async function startHttpServer(coderUrl) {
  const args = ["http", "--port", "0", "--auth", "coder", "--rate-limit", "1000000"];
  const child = spawn(process.execPath, [path("../../dist/server.js"), ...args], {
    env: { CODER_URL: coderUrl, HOME: "/nonexistent" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const url = new URL(await firstMatch(child, child.stderr, /Listening at (\S+)/));
  child.stderr.resume();
  return {
    pid: child.pid,
    port: Number(url.port),
    async stop() {
      child.kill();
      await once(child, "exit");
    },
  };
}

/**
 * Calls until `enough`, as `callers` callers in parallel that take turns with the servers and the protocol eras.
 * Every answer has to be its own caller's.
 * @returns {Promise<number[]>} milliseconds of each call
 */
export async function load(servers, callers, enough) {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  const times = [];
  await Promise.all(
    Array.from({ length: callers }, async (_, caller) => {
      const token = `token-${caller}`;
      for (let turn = caller; !enough(times.length); turn += 1) {
        const started = performance.now();
        const answer = await call(servers[turn % servers.length].port, token, ERAS[turn % 2], agent);
        times.push(performance.now() - started);
        if (!answer.includes(`"username":"user-of-${token}"`)) {
          throw new Error(`caller ${caller} got what is not theirs: ${answer.slice(0, 300)}`);
        }
      }
    }),
  );
  agent.destroy();
  return times;
}

function call(port, token, era, agent) {
  return new Promise((resolve, reject) => {
    const headers = {
      ...era.headers,
      "Coder-Session-Token": token,
      "Content-Length": Buffer.byteLength(era.text),
    };
    const outgoing = request({ host: "127.0.0.1", port, path: "/mcp", method: "POST", headers, agent });
    outgoing.once("error", reject);
    outgoing.once("response", (incoming) => {
      let text = "";
      incoming.setEncoding("utf8").on("data", (part) => (text += part));
      incoming.once("end", () => resolve(text));
      incoming.once("error", reject);
    });
    outgoing.end(era.text);
  });
}
