import type { Deployment } from "../deployment";
import { monotonicProblem } from "../rules/parameters";
import { latestBuild } from "../state/store";
import type { Build, Workspace } from "../state/types";
import { bringUp, makeAgent } from "./bringUp";
import { begin, finish, log, runSteps, type Step } from "./jobs";
import {
  applyFailureLines,
  applyLines,
  cleaningUp,
  doneLines,
  graphLines,
  initLines,
  type LogLine,
  planFailureLines,
  planLines,
  waitLine,
} from "./terraformLogs";

/** Milliseconds of the phases of a build on a real deployment with small templates. */
const durations = {
  init: 400,
  plan: 400,
  apply: { start: 600, stop: 3500, delete: 4000 },
  nothing: 200,
  failing: 3000,
  /** Terraform ends a cancelled local-exec only when it likes to. */
  longestCancel: 42_000,
} as const;

/** How a build is going to fail. */
interface Failure {
  readonly phase: "plan" | "apply";
  readonly lines: LogLine[];
}

/** A build on its way through a provisioner daemon. */
interface Run {
  readonly deployment: Deployment;
  readonly workspace: Workspace;
  readonly build: Build;
  /** Gives the daemon back. */
  readonly done: () => void;
  /** Terraform has begun to make things. */
  applied: boolean;
}

/** How to make a running build give up. */
const giveUp = new WeakMap<Build, () => void>();

/** Plays a build from its first log line to its end, and the workspace agent's first seconds after it. */
export function runBuild(
  deployment: Deployment,
  workspace: Workspace,
  build: Build,
  workerId: string,
  done: () => void,
): void {
  const run: Run = { deployment, workspace, build, done, applied: false };
  const callOff = runSteps(deployment, stepsOf(run));
  giveUp.set(build, () => {
    callOff();
    const wait = run.applied ? Math.min(slowSeconds(build) * 1000, durations.longestCancel) : 500;
    deployment.timers.after(wait, () => {
      end(run, "canceled");
    });
  });
  begin(deployment, build.job, workerId);
  log(deployment, build.job, initLines(deployment.generation.old));
  deployment.changed(workspace);
}

/** Asks a running build to stop; it ends as canceled when Terraform lets go. */
export function interruptBuild(build: Build): void {
  giveUp.get(build)?.();
}

function stepsOf(run: Run): Step[] {
  const { deployment, build } = run;
  const { transition, job } = build;
  const { blueprint } = deployment.store.version(build.templateVersionId);
  const failure = failureOf(run);
  const say = (after: number, lines: readonly LogLine[]): Step => ({
    after,
    run: () => {
      log(deployment, job, lines);
    },
  });
  const lastly = (after: number, lines: readonly LogLine[], error: string | null): Step => ({
    after,
    run: () => {
      log(deployment, job, lines);
      end(run, error === null ? "succeeded" : "failed", error);
    },
  });
  const plan = say(durations.init, planLines(blueprint, transition, deployment.generation.old));
  if (failure?.phase === "plan") {
    return [plan, lastly(durations.plan, failure.lines, "terraform plan: exit status 1")];
  }
  return [
    plan,
    {
      after: durations.plan,
      run: () => {
        run.applied = true;
        log(deployment, job, applyLines(blueprint, transition));
      },
    },
    ...Array.from({ length: slowSeconds(build) }, (_empty, second) => say(1000, [waitLine(second + 1)])),
    failure === null
      ? lastly(applyMs(run), doneLines(blueprint, transition), null)
      : lastly(durations.failing, failure.lines, "terraform apply: exit status 1"),
  ];
}

/** How long Terraform works on it: not at all when there is nothing left to stop. */
function applyMs({ workspace, build }: Run): number {
  const before = workspace.builds.find((other) => other.number === build.number - 1);
  const isIdle = build.transition === "stop" && before?.transition === "stop";
  return isIdle ? durations.nothing : durations.apply[build.transition];
}

function failureOf({ deployment, workspace, build }: Run): Failure | null {
  const planned = deployment.faults.failingBuilds.delete(workspace.id);
  const problem = monotonicProblemOf(deployment, workspace, build);
  if (problem !== null) return { phase: "plan", lines: planFailureLines(deployment.generation.old, problem) };
  const fails = planned || (build.transition === "start" && valueOf(build, "fail_build") === "true");
  return fails ? { phase: "apply", lines: applyFailureLines() } : null;
}

/** A monotonic parameter that went the wrong way; 2.26 notices it only here. */
function monotonicProblemOf(deployment: Deployment, workspace: Workspace, build: Build): string | null {
  const previous = workspace.builds.find((other) => other.number === build.number - 1);
  const { blueprint } = deployment.store.version(build.templateVersionId);
  for (const parameter of blueprint.parameters) {
    const before = previous === undefined ? null : valueOf(previous, parameter.name);
    const value = valueOf(build, parameter.name) ?? "";
    const direction = monotonicProblem(parameter, value, before);
    if (direction !== null) {
      return `parameter value '${value}' must be equal or ${direction} than previous value: ${before ?? ""}`;
    }
  }
  return null;
}

const valueOf = (build: Build, name: string): string | null =>
  build.parameters.find((value) => value.name === name)?.value ?? null;

/** Seconds a start of this workspace dawdles, as its parameter `build_delay` says. */
function slowSeconds(build: Build): number {
  return build.transition === "start" ? Number(valueOf(build, "build_delay") ?? 0) : 0;
}

function end(run: Run, status: "succeeded" | "failed" | "canceled", error: string | null = null): void {
  const { deployment, workspace, build } = run;
  // What Terraform made before it was cancelled is there all the same.
  const made =
    status === "succeeded" || (status === "canceled" && run.applied && build.transition === "start");
  if (made) {
    log(deployment, build.job, graphLines(deployment.generation.old));
    complete(deployment, workspace, build);
  }
  log(deployment, build.job, [cleaningUp]);
  build.updatedAt = Date.now();
  finish(deployment, build.job, status, error);
  giveUp.delete(build);
  deployment.changed(workspace);
  run.done();
  if (build.agent !== null && latestBuild(workspace) === build) bringUp(deployment, workspace, build.agent);
}

/** What a build leaves behind. */
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
