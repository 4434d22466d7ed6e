/** execute_command next to the same command over a bare WebSocket, which cannot tell output from echo. */
import { randomUUID } from "node:crypto";
import WebSocket from "ws";
import { ours, startEmbedded, startMcp, succeed } from "../support/processes.mjs";
import { inTurn, median, medianRatio } from "../support/statistics.mjs";

const ROUNDS = 15;
const LATENCY_MS = 20;
const MARKER = "__RC__0";

/** @returns {Promise<import("../support/report.mjs").Row[]>} */
export async function executeCommand() {
  const deployment = await startEmbedded({ agents: 5, latency: LATENCY_MS, generation: "tasks" });
  const server = await startMcp(ours, deployment);
  try {
    const { structuredContent } = await succeed(server, "list_agents");
    const running = structuredContent.agents.find(({ status }) => status === "idle" || status === "busy");
    const path = `/api/v2/users/me/workspace/${running.name}`;
    const lookUp = () => timed(async () => (await get(deployment, path)).json());
    const { answer: workspace } = await lookUp();
    const agent = workspace.latest_build.resources.flatMap(({ agents }) => agents ?? [])[0];
    const execute = () => succeed(server, "execute_command", { workspace: running.name, command: "true" });
    await execute();
    const [bare, lookUps, calls] = await inTurn(ROUNDS, [
      async () => (await timed(() => bareCommand(deployment, agent.id))).milliseconds,
      async () => (await lookUp()).milliseconds,
      async () => (await execute()).milliseconds,
    ]);
    const fromSocket = calls.map((milliseconds, round) => milliseconds - lookUps[round]);
    return [
      {
        what: "execute_command true, from opening the socket: times a bare WebSocket command",
        value: medianRatio(fromSocket, bare),
        bar: 1.5,
        unit: "x",
        note: `bare ${Math.round(median(bare))} ms, ours ${Math.round(median(fromSocket))} ms and one look-up`,
      },
    ];
  } finally {
    await server.close();
    await deployment.stop();
  }
}

async function timed(action) {
  const started = performance.now();
  const answer = await action();
  return { answer, milliseconds: performance.now() - started };
}

const get = ({ url, token }, path) => fetch(`${url}${path}`, { headers: { "Coder-Session-Token": token } });

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
