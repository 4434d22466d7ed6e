import { type Agent, calledName } from "../../models/agent";
import type { Call } from "../../models/call";
import { CoderApiError, ValidationError } from "../../models/errors";
import type { DeleteOutcome } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { watchJob } from "../watchJob";
import { isBuildActive, queued } from "./agentErrors";
import { findAgent, type FoundAgent } from "./findAgent";

/** The agent as it was, and what became of it. */
export interface DeletedAgent {
  readonly agent: Agent;
  readonly outcome: DeleteOutcome;
}

/**
 * Deletes an agent and its workspace, whatever it does. Answers when the deletion is queued. Coder takes no other
 * build while one is under way: a start is canceled first, since all that it makes would be deleted anyway; what
 * cannot be canceled is waited for as long as the call may take.
 * @throws ValidationError(wrong_state) with nothing deleted where a build took longer than that.
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
  }
  try {
    const canceled = await endBuild(fleet, found, call);
    const outcome = await queued(agent, "deleted", backend.delete(agent, call));
    const notes = [canceled ? "Its build under way was canceled first." : null, outcome.note];
    return { agent, outcome: { note: notes.filter((note) => note !== null).join(" ") || null } };
  } catch (error) {
    throw call.signal.aborted ? notDeleted(agent, error) : error;
  }
}

/** Waits until the workspace's newest build is over; answers whether it was canceled for that. */
async function endBuild(fleet: Fleet, { agent }: FoundAgent, call: Call): Promise<boolean> {
  const workspace =
    agent.workspace === null
      ? undefined
      : await fleet.deployment.workspaces.find({ kind: "id", id: agent.workspace.id }, call);
  const build = workspace?.latest_build ?? null;
  if (build === null) {
    return false;
  }
  const report = progressReporter(call);
  const asked = build.transition === "start" && (await cancelBuild(fleet, build.id, call));
  report(`${asked ? "Canceling" : "Waiting for"} the build of ${agent.name} that is under way`);
  const { ended } = await watchJob(
    agent.name,
    (hear) => fleet.deployment.builds.follow(build.id, hear, call),
    report,
  );
  return asked && ended.job.status === "canceled";
}

/** Whether Coder took it: templates can forbid it, and the build may just have ended. */
async function cancelBuild(fleet: Fleet, buildId: string, call: Call): Promise<boolean> {
  try {
    await fleet.deployment.builds.cancel(buildId, call);
    return true;
  } catch (error) {
    if (error instanceof CoderApiError || error instanceof ValidationError) {
      return false;
    }
    throw error;
  }
}

function notDeleted(agent: Agent, cause: unknown): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Agent '${calledName(agent)}' was not deleted: a build of its workspace was still under way when the time of the call was over.`,
    hint: "Nothing was deleted. wait_for_agents until it has settled, then call delete_agent again; or raise --timeout of the server.",
    retryable: true,
    cause,
  });
}
