/** list_agents and the reads of one agent in large fleets: time, requests, tokens, memory. */
import { encode } from "gpt-tokenizer/encoding/o200k_base";
import { startProxy } from "../support/proxy.mjs";
import { peakMb } from "../support/memory.mjs";
import { ours, startEmbedded, startMcp, succeed } from "../support/processes.mjs";
import { inTurn, median, medianRatio } from "../support/statistics.mjs";

const ROUNDS = 7;
const LATENCY_MS = 20;

/** @returns {Promise<import("../support/report.mjs").Row[]>} */
export async function listAgents({ peer }) {
  return [...(await thousand("tasks", peer)), ...(await thousand("chats", null)), ...(await tenThousand())];
}

async function thousand(generation, peer) {
  const deployment = await startEmbedded({ agents: 1000, latency: LATENCY_MS, generation });
  const other =
    peer && (await startEmbedded({ agents: 1000, latency: LATENCY_MS, generation: "tasks-experimental" }));
  const server = await startMcp(ours, deployment);
  const peerServer = other && (await startMcp(peer, other));
  try {
    const upstream = await upstreamOf(deployment);
    const list = () => succeed(server, "list_agents");
    const first = await list();
    const [bareTimes, times] = await inTurn(ROUNDS, [
      () => bareClient(deployment, upstream.later),
      async () => (await list()).milliseconds,
    ]);
    const peerRuns = peerServer ? await inTurn(3, [() => peerServer.call("list_agents")]) : null;
    const peerTime = peerRuns && median(peerRuns[0].map(({ milliseconds }) => milliseconds));

    return [
      {
        what: `list_agents, 1,000 ${generation}: requests`,
        // What a chat asks that waits is asked one by one, and once: Coder has no other way.
        value: generation === "chats" ? upstream.later.length : upstream.first.length,
        bar: 2,
        unit: "",
        note: `${upstream.first.length} the first time, ${upstream.later.length} when the page was seen before`,
      },
      {
        what: `list_agents, 1,000 ${generation}: time`,
        value: median(times),
        bar: 2000,
        unit: "ms",
        peer: peerTime,
        note: `${Math.round(first.milliseconds)} ms the first time`,
      },
      {
        what: `list_agents, 1,000 ${generation}: times a bare client fetching the same bytes`,
        value: medianRatio(times, bareTimes),
        bar: 1.3,
        unit: "x",
        note: `bare client ${Math.round(median(bareTimes))} ms`,
      },
      {
        what: `list_agents, ${generation}: tokens a row`,
        value: encode(first.text).length / first.structuredContent.agents.length,
        bar: 30,
        unit: "",
        peer: peerRuns && tokensOfPeer(peerRuns[0][0]),
        note: `${first.structuredContent.agents.length} rows, header and footer included`,
      },
      ...(await singleReads(server, first.structuredContent.agents[0].name, generation)),
    ];
  } finally {
    await server.close();
    await peerServer?.close();
    await deployment.stop();
    await other?.stop();
  }
}

async function singleReads(server, name, generation) {
  const rows = [];
  for (const tool of ["show_agent", "show_agent_task_history", "show_agent_log"]) {
    const [runs] = await inTurn(ROUNDS, [() => succeed(server, tool, { agent_name: name })]);
    rows.push({
      what: `${tool} among 1,000 ${generation}: time`,
      value: median(runs.map(({ milliseconds }) => milliseconds)),
      bar: 500,
      unit: "ms",
    });
  }
  return rows;
}

async function tenThousand() {
  const deployment = await startEmbedded({ agents: 10_000, latency: LATENCY_MS, generation: "tasks" });
  const server = await startMcp(ours, deployment);
  try {
    const { milliseconds } = await succeed(server, "list_agents");
    await succeed(server, "list_agents");
    return [
      {
        what: "list_agents, 10,000 agents: peak memory",
        value: peakMb(server.pid),
        bar: 300,
        unit: "MB",
        note: `${(milliseconds / 1000).toFixed(1)} s`,
      },
    ];
  } finally {
    await server.close();
    await deployment.stop();
  }
}

/**
 * The requests of a list_agents that sees its page for the first time, and of a later one. What a process asks
 * once is left out: the probing, and the role names of a template version.
 */
async function upstreamOf(deployment) {
  const proxy = await startProxy(deployment);
  const server = await startMcp(ours, proxy);
  const { structuredContent } = await succeed(server, "list_agent_projects");
  for (const { name } of structuredContent.projects) {
    await succeed(server, "list_agents", { project_filter: name, page_size: 1 });
  }
  const paths = [];
  for (let round = 0; round < 2; round += 1) {
    proxy.take();
    await succeed(server, "list_agents");
    paths.push(proxy.take().asked.map(({ path }) => path));
  }
  await server.close();
  proxy.stop();
  const [first, later] = paths;
  return { first, later };
}

/** The same requests one after another, read to their end and thrown away. */
async function bareClient({ url, token }, paths) {
  const started = performance.now();
  for (const path of paths) {
    const answer = await fetch(`${url}${path}`, { headers: { "Coder-Session-Token": token } });
    await answer.arrayBuffer();
  }
  return performance.now() - started;
}

const tokensOfPeer = ({ text, structuredContent }) => encode(text).length / structuredContent.agents.length;
