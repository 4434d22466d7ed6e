/**
 * `node bench/peer.mjs`: one client script runs Fleet MCP 0.8.0 and us side by side, each against an embedded
 * tasks-experimental deployment of the same seed, and compares the answers. What the peer answers must be in
 * ours with the same value, except where `knownDifferences` says why not. Exit code 1 for a difference that is
 * not listed and for an entry of the list that is no longer true. Installs the peer once (python3, pip).
 */
import { compare } from "./peer/compare.mjs";
import { knownDifferences } from "./peer/knownDifferences.mjs";
import { steps } from "./peer/steps.mjs";
import { ours, startEmbedded, startMcp } from "./support/processes.mjs";
import { startProxy } from "./support/proxy.mjs";
import { installPeer, peer } from "./support/peer.mjs";

/** Fleet MCP offers only templates with such a parameter; ours need none. */
const withSystemPrompt = (path, value) =>
  path.endsWith("/rich-parameters") ? [...value, { name: "System Prompt" }] : value;

async function openSide(command, alter) {
  const deployment = await startEmbedded({ generation: "tasks-experimental", agents: 20, speed: 10 });
  const proxy = await startProxy(deployment, alter);
  const [server, helper] = [await startMcp(command, proxy), await startMcp(ours, deployment)];
  return {
    run: (step) => step.run(server, helper),
    async close() {
      await server.close();
      await helper.close();
      proxy.stop();
      await deployment.stop();
    },
  };
}

/** @returns {Promise<{step: string, field: string, theirs: string, own: string}[]>} */
async function runSteps() {
  const sides = [await openSide(peer, withSystemPrompt), await openSide(ours)];
  const differences = [];
  try {
    for (const step of steps) {
      const [theirs, own] = await Promise.all(sides.map((side) => side.run(step)));
      const found = compare(theirs, own).map((difference) => ({ step: step.label, ...difference }));
      process.stdout.write(`${found.length === 0 ? "same   " : "differs"} ${step.label}\n`);
      differences.push(...found);
    }
  } finally {
    for (const side of sides) await side.close();
  }
  return differences;
}

installPeer();
const differences = await runSteps();
const lists = (known, { step, field }) => known.field === field && known.steps.includes(step);
const unlisted = differences.filter((found) => !knownDifferences.some((known) => lists(known, found)));
const gone = knownDifferences.flatMap((known) =>
  known.steps
    .filter((step) => !differences.some((found) => found.step === step && lists(known, found)))
    .map((step) => `${step}: ${known.field}`),
);

process.stdout.write("\nWhere we differ, and why\n");
for (const { field, steps: where, why } of knownDifferences) {
  process.stdout.write(`- ${field} (${where.join("; ")}): ${why}\n`);
}
for (const { step, field, theirs, own } of unlisted) {
  process.stdout.write(`\nNOT LISTED ${step}: ${field}\n  Fleet MCP: ${theirs}\n  ours:      ${own}\n`);
}
for (const entry of gone) process.stdout.write(`\nNO LONGER TRUE ${entry}\n`);
process.stdout.write(
  `\n${steps.length} steps, ${differences.length} differences, ${unlisted.length} not listed, ${gone.length} listed but gone\n`,
);
if (unlisted.length + gone.length > 0) process.exitCode = 1;
