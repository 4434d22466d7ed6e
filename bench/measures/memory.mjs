/** Memory of the server while nobody asks it anything. */
import { residentMb } from "../support/memory.mjs";
import { ours, startEmbedded, startMcp } from "../support/processes.mjs";

const SETTLE_MS = 1_000;

/** @returns {Promise<import("../support/report.mjs").Row[]>} */
export async function idleMemory({ peer }) {
  const deployment = await startEmbedded({ generation: "tasks" });
  try {
    return [
      {
        what: "idle memory of the stdio server",
        value: await idleMb(ours, deployment),
        bar: 80,
        unit: "MB",
        peer: peer ? await idleMb(peer, deployment) : null,
        note: "resident, after initialize and tools/list",
      },
    ];
  } finally {
    await deployment.stop();
  }
}

async function idleMb(command, deployment) {
  const server = await startMcp(command, deployment);
  await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
  const megabytes = residentMb(server.pid);
  await server.close();
  return megabytes;
}
