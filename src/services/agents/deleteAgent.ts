import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import type { DeleteOutcome } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { isBuildActive } from "./agentErrors";
import { findAgent, type FoundAgent } from "./findAgent";

export interface DeletedAgent {
  readonly agent: Agent;
  readonly outcome: DeleteOutcome;
}

/**
 * Deletes an agent and its workspace, whatever it does. Answers when the deletion is queued; a build under way
 * is followed to its end first, because Coder takes no other until then.
 */
export async function deleteAgent(fleet: Fleet, reference: string, call: Call): Promise<DeletedAgent> {
  const found = await findAgent(fleet, reference, call, true);
  const { agent, backend } = found;
  if (agent.status === "deleting" || agent.status === "deleted") {
    return { agent, outcome: { note: "It was being deleted already." } };
  }
  try {
    return { agent, outcome: await backend.delete(agent, call) };
  } catch (error) {
    if (!isBuildActive(error)) {
      throw error;
    }
    await waitForBuild(fleet, found, call);
    return { agent, outcome: await backend.delete(agent, call) };
  }
}

async function waitForBuild(fleet: Fleet, { agent }: FoundAgent, call: Call): Promise<void> {
  const workspace =
    agent.workspace === null
      ? undefined
      : await fleet.deployment.workspaces.find({ kind: "id", id: agent.workspace.id }, call);
  const build = workspace?.latest_build?.id;
  if (build !== undefined) {
    const report = progressReporter(call);
    report(`Waiting for the build of ${agent.name} that is under way`);
    await fleet.deployment.builds.follow(build, () => undefined, call);
  }
}
