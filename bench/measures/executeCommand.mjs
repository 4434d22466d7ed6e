/** execute_command next to the same command over a bare WebSocket, which cannot tell output from echo. */
import { randomUUID } from "node:crypto";
import WebSocket from "ws";
import { ours, startEmbedded, startMcp, succeed } from "../support/processes.mjs";
import { startProxy } from "../support/proxy.mjs";
import { inTurn, median, medianRatio } from "../support/statistics.mjs";

const ROUNDS = 15;
const LATENCY_MS = 20;
const MARKER = "__RC__0";

/** @returns {Promise<import("../support/report.mjs").Row[]>} */
export async function executeCommand() {
  const deployment = await startEmbedded({ agents: 5, latency: LATENCY_MS, generation: "tasks" });
  const proxy = await startProxy(deployment);
  const server = await startMcp(ours, proxy);
  try {
    const { structuredContent } = await succeed(server, "list_agents");
    const running = structuredContent.agents.find(({ status }) => status === "idle" || status === "busy");
    const workspace = await get(proxy, `/api/v2/users/me/workspace/${running.name}`);
    const agent = workspace.latest_build.resources.flatMap(({ agents }) => agents ?? [])[0];
    const execute = () => succeed(server, "execute_command", { workspace: running.name, command: "true" });
    await execute();
    let requests = 0;
    const [bare, calls] = await inTurn(ROUNDS, [
      async () => (await fromSocket(proxy, () => bareCommand(proxy, agent.id))).milliseconds,
      async () => {
        const measured = await fromSocket(proxy, execute);
        requests = Math.max(requests, measured.requests);
        return measured.milliseconds;
      },
    ]);
    return [
      {
        what: "execute_command true, from opening the socket: times a bare WebSocket command",
        value: medianRatio(calls, bare),
        bar: 1.5,
        unit: "x",
        note: `bare ${Math.round(median(bare))} ms, ours ${Math.round(median(calls))} ms`,
      },
      {
        what: "requests of execute_command",
        value: requests,
        bar: 2,
        unit: "",
        note: "a look-up, a terminal",
      },
    ];
  } finally {
    await server.close();
    proxy.stop();
    await deployment.stop();
  }
}

/** How long an action takes from the moment its terminal is asked for. */
async function fromSocket(proxy, action) {
  proxy.take();
  await action();
  const ended = performance.now();
  const { asked } = proxy.take();
  return {
    milliseconds: ended - asked.find(({ path }) => path.includes("/pty?")).at,
    requests: asked.length,
  };
}

const get = async ({ url, token }, path) =>
  (await fetch(`${url}${path}`, { headers: { "Coder-Session-Token": token } })).json();

/** The command in the URL, its output read up to a marker. */
function bareCommand({ url, token }, agentId) {
  const query = new URLSearchParams({
    reconnect: randomUUID(),
    height: "24",
    width: "80",
    backend_type: "buffered",
    command: `sh -c 'true; printf "__RC__%d" $?'`,
  });
  const socket = new WebSocket(
    `${url.replace("http", "ws")}/api/v2/workspaceagents/${agentId}/pty?${query}`,
    {
      headers: { "Coder-Session-Token": token },
    },
  );
  return new Promise((resolve, reject) => {
    let output = "";
    socket.on("message", (data) => {
      output += data.toString();
      if (!output.includes(MARKER)) return;
      socket.close();
      resolve();
    });
    socket.on("error", reject);
  });
}
