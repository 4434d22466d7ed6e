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

/** The same for all: what a user's environment adds (more certificates, say) would slow only one of them. */
const ENVIRONMENT = { PATH: process.env.PATH, ...accessOf(NOWHERE) };

/** @returns {Promise<import("../support/report.mjs").Row[]>} */
export async function start({ peer }) {
  const servers = peer ? [ours, peer] : [ours];
  const actions = [bare, ...servers.map(initializeOf)];
  await inTurn(1, actions);
  const [bareTimes, times, peerTimes] = await inTurn(ROUNDS, actions);
  return [
    {
      what: "spawn to `initialize`, times bare `node -e 0`",
      value: medianRatio(times, bareTimes),
      bar: 2.3,
      unit: "x",
      peer: peerTimes ? medianRatio(peerTimes, bareTimes) : null,
      note: `${Math.round(median(times))} ms; bare ${Math.round(median(bareTimes))} ms`,
    },
  ];
}

async function bare() {
  const started = performance.now();
  await once(spawn(process.execPath, ["-e", "0"], { stdio: "ignore", env: ENVIRONMENT }), "exit");
  return performance.now() - started;
}

const initializeOf =
  ({ command, args }) =>
  async () => {
    const started = performance.now();
    const child = spawn(command, args, {
      stdio: ["pipe", "pipe", "ignore"],
      env: ENVIRONMENT,
    });
    const exited = once(child, "exit");
    const answer = once(createInterface({ input: child.stdout }), "line");
    child.stdin.write(`${JSON.stringify(INITIALIZE)}\n`);
    await answer;
    const elapsed = performance.now() - started;
    child.stdin.end();
    await exited;
    return elapsed;
  };
