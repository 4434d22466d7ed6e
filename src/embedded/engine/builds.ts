import type { Deployment } from "../deployment";
import type { NamedValue } from "../state/blueprint";
import { newId } from "../state/random";
import { latestBuild } from "../state/store";
import type { Build, Transition, Workspace } from "../state/types";
import { finish, newJob } from "./jobs";
import { interruptBuild, runBuild } from "./runBuild";

/** Coder gives up on builds nobody takes, milliseconds. */
const longestPending = 30 * 60_000;

/** A build to make. */
export interface BuildRequest {
  readonly transition: Transition;
  readonly reason: string;
  readonly templateVersionId: string;
  readonly presetId: string | null;
  readonly initiatorId: string;
  readonly parameters: readonly NamedValue[];
  readonly number: number;
}

/** Makes a build that nobody works on yet. */
export function newBuild(deployment: Deployment, request: BuildRequest): Build {
  const version = deployment.store.version(request.templateVersionId);
  const job = newJob("workspace_build", request.initiatorId, version.job.fileId, version.job.tags);
  return {
    ...request,
    id: newId(),
    createdAt: job.createdAt,
    updatedAt: job.createdAt,
    job,
    deadline: null,
    hasAiTask: null,
    agent: null,
  };
}

/** Queues the latest build of a workspace and plays it to its end. */
export function queueBuild(deployment: Deployment, workspace: Workspace): void {
  const build = latestBuild(workspace);
  endAgent(deployment, workspace);
  const spare = deployment.timers.after(longestPending, () => {
    reap(deployment, workspace, build);
  });
  deployment.queue.add({
    job: build.job,
    run: (workerId, done) => {
      spare();
      runBuild(deployment, workspace, build, workerId, done);
    },
  });
  deployment.changed(workspace);
}

/** Cancels a waiting build at once, a running one when Terraform lets go. */
export function cancelBuild(deployment: Deployment, workspace: Workspace, build: Build): void {
  const { job } = build;
  job.canceledAt = Date.now();
  if (deployment.queue.remove(job)) {
    finish(deployment, job, "canceled");
  } else {
    job.status = "canceling";
    interruptBuild(build);
  }
  deployment.changed(workspace);
}

/** The server gives up on a build that still waits for a provisioner. */
export function reap(deployment: Deployment, workspace: Workspace, build: Build): void {
  if (!deployment.queue.remove(build.job)) return;
  build.job.startedAt = Date.now();
  finish(
    deployment,
    build.job,
    "failed",
    "Coder: Build has been detected as pending for 30 minutes and has been terminated by the reaper.",
  );
  deployment.changed(workspace);
}

/** The workspace agent of the life that ends is gone; what was said in it is kept for the task's log. */
function endAgent(deployment: Deployment, workspace: Workspace): void {
  deployment.worker.stop(workspace);
  const agent = workspace.builds.findLast((build) => build.agent !== null)?.agent;
  if (agent?.connection === "connected") {
    agent.connection = "disconnected";
    agent.disconnectedAt = Date.now();
    // A stop lets it shut down; a start takes it away under its feet.
    if (latestBuild(workspace).transition !== "start") agent.lifecycle = "off";
  }
  if (workspace.task !== null && workspace.messages.length > 0) {
    workspace.task.snapshot = {
      takenAt: Date.now(),
      messages: workspace.messages.map((one) => ({ ...one })),
    };
  }
}
