/**
 * `npm run bench:http`: what the HTTP server carries, in about three minutes on a quiet machine. 50 callers with tokens
 * of their own call a tool in both protocol eras; every answer is checked to be the caller's own. One process, two, and
 * a bare Node server that answers the same bytes take turns. Then 100,000 calls to one process, with its memory on the
 * way. Prints it and keeps it in bench/HTTP.md. Exit code 1 where memory is not flat. Needs Linux and dist/.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { load, startBare, startHttpServer, startStub } from "./support/httpServers.mjs";
import { residentMb } from "./support/memory.mjs";
import { processorSeconds } from "./support/processorTime.mjs";
import { inTurn, median, medianRatio, percentile } from "./support/statistics.mjs";

const CALLERS = 50;
const WARM_UP = 1_000;
const ROUNDS = 3;
const ROUND_MS = 4_000;
const MANY = 100_000;
const STEP = 10_000;
/** Calls before memory counts: until then caches fill and functions are compiled. */
const SETTLED = 20_000;
/** Bytes a call may leave behind. A closure that is kept for each call would be a hundred or more. */
const LEAK = 50;

const used = (servers) => servers.reduce((sum, { pid }) => sum + processorSeconds(pid), 0);

/** One round: calls a second, the milliseconds of each, and those of processor time the servers took for one. */
async function round(servers) {
  const [started, before] = [performance.now(), used(servers)];
  const times = await load(servers, CALLERS, () => performance.now() - started >= ROUND_MS);
  const rate = times.length / ((performance.now() - started) / 1000);
  return { rate, times, processorMs: ((used(servers) - before) / times.length) * 1000 };
}

/** All in turn, so that a change of the machine's pace hits each. */
async function throughput(one, two, bare) {
  for (const server of [one, two, bare]) await load([server], CALLERS, (done) => done >= WARM_UP);
  const settings = [
    ["1 process", [one]],
    ["2 processes", [one, two]],
    ["bare Node, the same bytes", [bare]],
  ];
  const actions = settings.map(
    ([, servers]) =>
      () =>
        round(servers),
  );
  const rounds = await inTurn(ROUNDS, actions);
  const rates = rounds.map((results) => results.map(({ rate }) => rate));
  return settings.map(([what], index) => {
    const times = rounds[index].flatMap((result) => result.times);
    return [
      what,
      Math.round(median(rates[index])),
      medianRatio(rates[index], rates[0]).toFixed(2),
      `${percentile(times, 0.5).toFixed(1)} ms`,
      `${percentile(times, 0.99).toFixed(1)} ms`,
      `${median(rounds[index].map(({ processorMs }) => processorMs)).toFixed(2)} ms`,
    ];
  });
}

async function memory(server) {
  const sample = async (calls) => ({
    calls,
    live: await server.liveMb(),
    resident: residentMb(server.pid),
  });
  const samples = [await sample(0)];
  for (let calls = STEP; calls <= MANY; calls += STEP) {
    await load([server], CALLERS, (done) => done >= STEP);
    samples.push(await sample(calls));
  }
  return samples;
}

const stub = await startStub();
const [one, two] = await Promise.all([startHttpServer(stub.url), startHttpServer(stub.url)]);
const bare = await startBare(one);
const rates = await throughput(one, two, bare);
await Promise.all([one.stop(), two.stop(), bare.stop()]);
const fresh = await startHttpServer(stub.url);
const samples = await memory(fresh);
await Promise.all([fresh.stop(), stub.stop()]);

/** Medians of three: what is live differs by a megabyte or two from one moment to the next. */
const settled = samples.filter(({ calls }) => calls >= SETTLED);
const [early, late] = [settled.slice(0, 3), settled.slice(-3)].map((some) => ({
  calls: median(some.map(({ calls }) => calls)),
  live: median(some.map(({ live }) => live)),
}));
const left = ((late.live - early.live) * 1024 ** 2) / (late.calls - early.calls);
const flat = left <= LEAK;

const table = (rows) => rows.map((cells) => `| ${cells.join(" | ")} |`).join("\n");
const column = (name, cell) => [name, ...samples.map(cell)];
const text = `# Results of \`npm run bench:http\`

Written by the command. ${CALLERS} callers in parallel, each with a Coder token of their own (\`--auth coder\`), call \`get_authenticated_user\` in both protocol eras; every answer was its caller's own. The deployment behind is a stub that answers at once, so that the server is what is measured: each call is one request to it. The bare server answers the same bytes and asks nobody. They took turns, ${ROUNDS} rounds of ${ROUND_MS / 1000} seconds; load, stub and servers share ${cpus().length} cores, Node ${process.versions.node}.

${table([["", "calls per second", "to 1 process", "median", "p99", "processor time a call"], Array(6).fill("---"), ...rates])}

One process over ${MANY} calls, after a full garbage collection at each step: its live heap is ${flat ? "flat" : "**not flat**"}, ${left.toFixed(0)} bytes a call (at most ${LEAK}) from around ${early.calls} calls to around ${late.calls}, medians of three steps each.

${table([
  column("calls", ({ calls }) => calls),
  column("---", () => "---"),
  column("live heap, MB", ({ live }) => live.toFixed(1)),
  column("resident, MB", ({ resident }) => resident.toFixed(0)),
])}
`;
const results = fileURLToPath(new URL("HTTP.md", import.meta.url));
writeFileSync(results, await format(text, { ...(await resolveConfig(results)), parser: "markdown" }));
process.stdout.write(text);
if (!flat) process.exitCode = 1;
