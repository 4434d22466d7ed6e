import type { Deployment } from "../deployment";
import { newId } from "../state/random";
import { latestBuild } from "../state/store";
import type { Build, NamedValue, Transition, Workspace } from "../state/types";
import { bringUp, makeAgent } from "./bringUp";
import { begin, finish, log, newJob, runSteps } from "./jobs";
import {
  applyLines,
  cleaningUp,
  doneLines,
  failureLines,
  initLines,
  planLines,
  waitLine,
} from "./terraformLogs";

/** Milliseconds of the phases of a build on a real deployment with small templates. */
const durations = {
  init: 400,
  plan: 400,
  apply: { start: 600, stop: 3500, delete: 4000 },
  failing: 3000,
  /** Terraform ends a cancelled local-exec only when it likes to. */
  longestCancel: 42_000,
} as const;

export interface BuildRequest {
  readonly transition: Transition;
  readonly reason: string;
  readonly templateVersionId: string;
  readonly presetId: string | null;
  readonly initiatorId: string;
  readonly parameters: readonly NamedValue[];
  readonly number: number;
}

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
  deployment.queue.add({
    job: build.job,
    run: (workerId, done) => {
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
    running.get(build)?.();
  }
  deployment.changed(workspace);
}

/** How to make a running build give up. */
const running = new WeakMap<Build, () => void>();

function runBuild(
  deployment: Deployment,
  workspace: Workspace,
  build: Build,
  workerId: string,
  done: () => void,
): void {
  const { job, transition } = build;
  const { blueprint } = deployment.store.version(build.templateVersionId);
  const { old } = deployment.generation;
  const parameter = (name: string) => build.parameters.find((value) => value.name === name)?.value;
  const fails =
    deployment.faults.failingBuilds.delete(workspace.id) ||
    (transition === "start" && parameter("fail_build") === "true");
  const slowSeconds = transition === "start" ? Number(parameter("build_delay") ?? 0) : 0;
  let applied = false;

  const end = (status: "succeeded" | "failed" | "canceled") => {
    log(deployment, job, [cleaningUp]);
    if (status === "canceled" ? applied && transition === "start" : status === "succeeded") {
      complete(deployment, workspace, build);
    }
    build.updatedAt = Date.now();
    finish(deployment, job, status, status === "failed" ? "terraform apply: exit status 1" : null);
    running.delete(build);
    deployment.changed(workspace);
    done();
    if (build.agent !== null && latestBuild(workspace) === build) bringUp(deployment, workspace, build.agent);
  };

  const callOff = runSteps(deployment, [
    {
      after: durations.init,
      run: () => {
        log(deployment, job, planLines(blueprint, transition, old));
      },
    },
    {
      after: durations.plan,
      run: () => {
        applied = true;
        log(deployment, job, applyLines(blueprint, transition));
      },
    },
    ...Array.from({ length: Math.max(0, Math.min(slowSeconds, 600)) }, (_empty, second) => ({
      after: 1000,
      run: () => {
        log(deployment, job, [waitLine(second + 1)]);
      },
    })),
    {
      after: fails ? durations.failing : durations.apply[transition],
      run: () => {
        log(deployment, job, fails ? failureLines() : doneLines(blueprint, transition));
        end(fails ? "failed" : "succeeded");
      },
    },
  ]);

  running.set(build, () => {
    callOff();
    const wait = applied ? Math.min(slowSeconds * 1000, durations.longestCancel) : 500;
    deployment.timers.after(wait, () => {
      end("canceled");
    });
  });
  begin(deployment, job, workerId);
  log(deployment, job, initLines(old));
  deployment.changed(workspace);
}

/** What a successful build leaves behind. */
function complete(deployment: Deployment, workspace: Workspace, build: Build): void {
  const { store, generation } = deployment;
  const { blueprint } = store.version(build.templateVersionId);
  build.hasAiTask = blueprint.aiTaskApp !== null && (generation.old || workspace.task !== null);
  build.deadline =
    workspace.ttlMs === null || build.transition === "delete" ? null : Date.now() + workspace.ttlMs;
  switch (build.transition) {
    case "start": {
      const agent = makeAgent(blueprint);
      if (agent !== null) store.setAgent(workspace, build, agent);
      return;
    }
    case "stop":
      return;
    case "delete":
      store.forgetTask(workspace);
      store.markDeleted(workspace);
      deployment.folders.remove(workspace);
  }
}

/** The workspace agent of the life that ends is gone; what was said in it is kept for the task's log. */
function endAgent(deployment: Deployment, workspace: Workspace): void {
  deployment.worker.stop(workspace);
  if (workspace.task !== null && workspace.messages.length > 0) {
    workspace.task.snapshot = {
      takenAt: Date.now(),
      messages: workspace.messages.map((one) => ({ ...one })),
    };
  }
}
