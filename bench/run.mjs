/**
 * `npm run bench`: measures what DESIGN promises in numbers, prints it and keeps it in bench/RESULTS.md.
 * Exit code 1 when a bar is missed. Needs Linux (memory is read from /proc) and a built dist/.
 * `--peer` measures Fleet MCP beside us; without it the peer is measured where it is installed.
 */
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { format, resolveConfig } from "prettier";
import { executeCommand } from "./measures/executeCommand.mjs";
import { extension } from "./measures/extension.mjs";
import { listAgents } from "./measures/listAgents.mjs";
import { idleMemory } from "./measures/memory.mjs";
import { requests } from "./measures/requests.mjs";
import { scale } from "./measures/scale.mjs";
import { start } from "./measures/start.mjs";
import { installPeer, peer, peerInstalled } from "./support/peer.mjs";
import { holds, lineOf, markdown } from "./support/report.mjs";

const results = fileURLToPath(new URL("RESULTS.md", import.meta.url));

if (process.argv.includes("--peer")) installPeer();
const context = { peer: peerInstalled() ? peer : null };

const rows = [];
for (const measure of [start, idleMemory, requests, listAgents, executeCommand, extension, scale]) {
  const measured = await measure(context);
  for (const row of measured) process.stdout.write(`${lineOf(row)}\n`);
  rows.push(...measured);
}

const options = { ...(await resolveConfig(results)), parser: "markdown" };
writeFileSync(results, await format(markdown(rows), options));
const missed = rows.filter((row) => !holds(row));
process.stdout.write(
  `\n${rows.length - missed.length} of ${rows.length} bars hold; written to bench/RESULTS.md\n`,
);
if (missed.length > 0) process.exitCode = 1;
