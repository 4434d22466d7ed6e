/** Starting, stopping and deleting workspaces: one build at a time, followed to its end. */
import type { Call } from "../../models/call";
import { isUnderWay } from "../../models/coder/common";
import type { Workspace, WorkspaceBuild } from "../../models/coder/workspace";
import { ValidationError } from "../../models/errors";
import { isBuildActive } from "../agents/agentErrors";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { watchJob } from "../watchJob";

type Transition = "start" | "stop" | "delete";

/** What became of a workspace. */
export interface WorkspaceChange {
  readonly workspace: Workspace;
  /** Coder's word for how it is now. */
  readonly status: string;
  /** False where it was so already. */
  readonly changed: boolean;
}

/**
 * Brings a workspace where the transition leads. A build under way that does the same is joined; another one is
 * followed to its end first, because Coder takes no second one until then.
 * @param wait follow the build to its end; else answer when it is queued
 * @throws ValidationError(wrong_state) where it is being deleted, or another build runs and `wait` is off.
 * @throws CoderApiError(server_error) where the build failed, with the last lines of its log.
 */
export async function changeWorkspace(
  fleet: Fleet,
  workspace: Workspace,
  transition: Transition,
  wait: boolean,
  call: Call,
): Promise<WorkspaceChange> {
  const current = workspace.latest_build;
  if (current !== null && isUnderWay(current.job)) {
    if (current.transition === transition) {
      return ended(fleet, workspace, current, wait, call);
    }
    if (!wait || current.transition === "delete") throw underWay(workspace, current);
    // However that one ends, the wanted one comes next.
    progressReporter(call)(`${workspace.name}: waiting for its ${current.transition} build`);
    await fleet.deployment.builds.follow(current.id, () => undefined, call);
  } else if (current !== null && isDone(current, transition)) {
    return { workspace, status: current.status, changed: false };
  }
  return ended(fleet, workspace, await queueBuild(fleet, workspace, transition, call), wait, call);
}

/**
 * The workspace as its build leaves it, or as it is now where that is not waited for.
 * @throws CoderApiError(server_error) where the build failed.
 */
export async function ended(
  fleet: Fleet,
  workspace: Workspace,
  build: WorkspaceBuild,
  wait: boolean,
  call: Call,
): Promise<WorkspaceChange> {
  const { status } = wait ? await followBuild(fleet, workspace.name, build, call) : build;
  return { workspace, status, changed: true };
}

async function queueBuild(
  fleet: Fleet,
  workspace: Workspace,
  transition: Transition,
  call: Call,
): Promise<WorkspaceBuild> {
  try {
    return await fleet.deployment.workspaces.build(workspace.id, transition, call);
  } catch (error) {
    throw isBuildActive(error) ? underWay(workspace, null, error) : error;
  }
}

/**
 * Follows a build to its end, telling its stages.
 * @throws CoderApiError(server_error) where it ended otherwise than well.
 */
async function followBuild(
  fleet: Fleet,
  name: string,
  build: WorkspaceBuild,
  call: Call,
): Promise<WorkspaceBuild> {
  const report = progressReporter(call);
  report(`${name}: ${build.transition} build ${build.build_number}`);
  const { ended: last, log } = await watchJob(
    name,
    (hear) => fleet.deployment.builds.follow(build.id, hear, call),
    report,
  );
  if (last.job.status !== "succeeded") {
    throw log.failure(
      `The ${last.transition} build of workspace '${name}'`,
      last.job,
      "Correct what the log names (parameters, template), then start_workspace tries again.",
    );
  }
  return last;
}

function isDone({ transition, job }: WorkspaceBuild, wanted: Transition): boolean {
  return transition === wanted && job.status === "succeeded";
}

function underWay(workspace: Workspace, build: WorkspaceBuild | null, cause?: unknown): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Workspace '${workspace.name}' has a build under way${build === null ? "" : ` (${build.status})`}.`,
    hint:
      build?.transition === "delete"
        ? "It is being deleted; create_workspace makes a new one."
        : "Ask get_workspace_status until it has ended, then call again.",
    retryable: build?.transition !== "delete",
    ...(cause === undefined ? {} : { cause }),
  });
}
