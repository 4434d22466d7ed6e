/**
 * `npm run bench:http`: what the HTTP server carries. 50 callers with tokens of their own call a tool in both
 * protocol eras; every answer is checked to be the caller's own. Then 100,000 calls to one process, with its memory
 * on the way. Prints it and keeps it in bench/HTTP.md. Exit code 1 where memory is not flat. Needs Linux and dist/.
 */
import { writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { load, startHttpServer, startStub } from "./support/httpServers.mjs";
import { residentMb } from "./support/memory.mjs";

const CALLERS = 50;
const WARM_UP = 2_000;
const MEASURED_MS = 15_000;
const MANY = 100_000;
const STEP = 10_000;
/** What the last fifth may hold more than the second, in parts of it: a leak of 1 KB a call would be twice that. */
const GROWTH = 0.1;

const percentile = (values, part) =>
  values.toSorted((one, other) => one - other)[Math.min(values.length - 1, Math.floor(values.length * part))];

async function throughput(stub, processes) {
  const servers = await Promise.all(Array.from({ length: processes }, () => startHttpServer(stub.url)));
  await load(servers, CALLERS, (done) => done >= WARM_UP);
  const started = performance.now();
  const times = await load(servers, CALLERS, () => performance.now() - started >= MEASURED_MS);
  const seconds = (performance.now() - started) / 1000;
  await Promise.all(servers.map((server) => server.stop()));
  return {
    processes,
    rate: Math.round(times.length / seconds),
    p50: percentile(times, 0.5).toFixed(1),
    p99: percentile(times, 0.99).toFixed(1),
  };
}

async function memory(stub) {
  const server = await startHttpServer(stub.url);
  const samples = [{ calls: 0, mb: residentMb(server.pid) }];
  for (let calls = STEP; calls <= MANY; calls += STEP) {
    await load([server], CALLERS, (done) => done >= STEP);
    samples.push({ calls, mb: residentMb(server.pid) });
  }
  await server.stop();
  return samples;
}

const mean = (samples) => samples.reduce((sum, { mb }) => sum + mb, 0) / samples.length;

const stub = await startStub();
const rates = [await throughput(stub, 1), await throughput(stub, 2)];
const samples = await memory(stub);
stub.stop();

// The first fifth fills caches and the heap's young part.
const early = mean(samples.slice(3, 6));
const late = mean(samples.slice(-3));
const flat = late <= early * (1 + GROWTH);

const text = `# Results of \`npm run bench:http\`

Written by the command. ${CALLERS} callers in parallel, each with a Coder token of their own (\`--auth coder\`), call \`get_authenticated_user\` in both protocol eras; every answer was its caller's own. The deployment behind is a stub that answers at once, so that the server is what is measured. Load, stub and servers share ${cpus().length} cores, Node ${process.versions.node}.

| server processes | requests per second | median | p99 |
| --- | --- | --- | --- |
${rates.map(({ processes, rate, p50, p99 }) => `| ${processes} | ${rate} | ${p50} ms | ${p99} ms |`).join("\n")}

Resident memory of one process over ${MANY} calls, ${flat ? "flat" : "**not flat**"}: ${early.toFixed(0)} MB from 30,000 to 50,000 calls, ${late.toFixed(0)} MB at the end (at most ${GROWTH * 100} % more).

| calls | ${samples.map(({ calls }) => calls).join(" | ")} |
| --- | ${samples.map(() => "---").join(" | ")} |
| MB | ${samples.map(({ mb }) => mb.toFixed(0)).join(" | ")} |
`;
const results = fileURLToPath(new URL("HTTP.md", import.meta.url));
writeFileSync(results, await format(text, { ...(await resolveConfig(results)), parser: "markdown" }));
process.stdout.write(text);
if (!flat) process.exitCode = 1;
