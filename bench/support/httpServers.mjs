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

/** The same call in both protocol eras: one is answered by JSON, the other by one event. */
const ERAS = {
  legacy: { text: body(false), headers: HEADERS },
  modern: {
    text: body(true),
    headers: {
      ...HEADERS,
      "MCP-Protocol-Version": "2026-07-28",
      "Mcp-Method": "tools/call",
      "Mcp-Name": TOOL,
    },
  },
};
const TURNS = Object.values(ERAS);

/** However the bench ends, nothing of it goes on. */
const running = new Set();
process.once("exit", () => running.forEach((child) => child.kill("SIGKILL")));
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(1));

/** A child process; `ended` settles when it has. */
function start(args, options) {
  const child = spawn(process.execPath, args, options);
  running.add(child);
  const ended = once(child, "exit").finally(() => running.delete(child));
  return { child, ended };
}

/** The first line of a child's output that matches. */
async function firstMatch(child, stream, pattern) {
  for await (const line of createInterface({ input: stream })) {
    const found = pattern.exec(line)?.[1];
    if (found !== undefined) return found;
  }
  throw new Error(`${child.spawnargs.join(" ")} ended before it wrote ${pattern}.`);
}

/** A server of the bench itself: prints its address, ends with its standard input. */
async function startOwn(file, ...args) {
  const { child, ended } = start([path(file), ...args], { stdio: ["pipe", "pipe", "inherit"] });
  const url = await firstMatch(child, child.stdout, /^(http.*)$/);
  return {
    url,
    pid: child.pid,
    port: Number(new URL(url).port),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

export const startStub = () => startOwn("../coder-stub.mjs");

/** Node alone, answering what `server` answers. */
export async function startBare(server) {
  const token = "somebody";
  const agent = new Agent();
  const answers = {};
  for (const [era, message] of Object.entries(ERAS)) {
    const { contentType, text } = await call(server.port, token, message, agent);
    answers[era] = { contentType, text, token };
  }
  return startOwn("../bare-server.mjs", JSON.stringify(answers));
}

/** `coder-fleet-mcp http` for callers with their own tokens, without a limit that would be met. */
export async function startHttpServer(coderUrl) {
  const node = ["--expose-gc", "--require", path("live-heap.cjs")];
  const args = ["http", "--port", "0", "--auth", "coder", "--rate-limit", "1000000"];
  const { child, ended } = start([...node, path("../../dist/server.js"), ...args], {
    env: { CODER_URL: coderUrl, HOME: "/nonexistent" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  const lines = createInterface({ input: child.stderr });
  const line = async (pattern) => {
    for (;;) {
      const [text] = await once(lines, "line");
      const found = pattern.exec(text)?.[1];
      if (found !== undefined) return found;
    }
  };
  const url = new URL(await line(/Listening at (\S+)/));
  return {
    pid: child.pid,
    port: Number(url.port),
    /** What is left in its heap after a full garbage collection, in MB. */
    async liveMb() {
      const answer = line(/live heap (\d+)/);
      child.kill("SIGUSR2");
      return Number(await answer) / 1024 ** 2;
    },
    async stop() {
      child.kill();
      await ended;
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
        const { port } = servers[Math.floor(turn / TURNS.length) % servers.length];
        const started = performance.now();
        const { text } = await call(port, token, TURNS[turn % TURNS.length], agent);
        times.push(performance.now() - started);
        if (!text.includes(`"username":"user-of-${token}"`)) {
          throw new Error(`caller ${caller} got what is not theirs: ${text.slice(0, 300)}`);
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
      incoming.once("end", () => resolve({ contentType: incoming.headers["content-type"], text }));
      incoming.once("error", reject);
    });
    outgoing.end(era.text);
  });
}
