/** Spawn to the answer of `initialize` over stdio, against a Node that does nothing. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { accessOf, ours } from "../support/processes.mjs";
import { inTurn, median, medianRatio } from "../support/statistics.mjs";

const ROUNDS = 15;

const INITIALIZE = {
  jsonrpc: "2.0",
  id: 1,
  method: "initialize",
  params: { protocolVersion: "2025-06-18", capabilities: {}, clientInfo: { name: "bench", version: "1" } },
};

/** Nothing answers there: a server that asks the network before `initialize` would show. */
const NOWHERE = { url: "http://127.0.0.1:9", token: "bench" };

/** What both sides of a comparison are started with: a small environment of our own, and what a client passes on. */
const ENVIRONMENTS = [
  { name: "small environment", env: { PATH: process.env.PATH, ...accessOf(NOWHERE) } },
  { name: "inherited environment", env: { ...process.env, ...accessOf(NOWHERE) } },
];

/** @returns {Promise<import("../support/report.mjs").Row[]>} */
export async function start({ peer }) {
  const servers = peer ? [ours, peer] : [ours];
  const rows = [];
  for (const { name, env } of ENVIRONMENTS) {
    const actions = [bareIn(env), ...servers.map((server) => initializeOf(server, env))];
    await inTurn(1, actions);
    const [bareTimes, times, peerTimes] = await inTurn(ROUNDS, actions);
    rows.push({
      what: `spawn to \`initialize\`, times bare \`node -e 0\`, ${name}`,
      value: medianRatio(times, bareTimes),
      bar: 2.3,
      unit: "x",
      peer: peerTimes ? medianRatio(peerTimes, bareTimes) : null,
      note: `${Math.round(median(times))} ms; bare ${Math.round(median(bareTimes))} ms`,
    });
  }
  return rows;
}

const bareIn = (env) => async () => {
  const started = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore", env }), "exit");
  return performance.now() - started;
};

const initializeOf =
  ({ command, args }, env) =>
  async () => {
    const started = performance.now();
    const child = spawn(command, args, { stdio: ["pipe", "pipe", "ignore"], env });
    const exited = once(child, "exit");
    const answer = once(createInterface({ input: child.stdout }), "line");
    child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
    await answer;
    const elapsed = performance.now() - started;
    child.stdin.end();
    await exited;
    return elapsed;
  };
