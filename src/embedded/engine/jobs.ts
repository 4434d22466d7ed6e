import type { Deployment } from "../deployment";
import { newId } from "../state/random";
import { isFinished } from "../state/store";
import type { Job, JobStatus } from "../state/types";
import type { LogLine } from "./terraformLogs";

/** Tags that every provisioner daemon has. */
export const organizationTags = { owner: "", scope: "organization" } as const;

/** Makes a job that waits for a provisioner. */
export function newJob(
  type: Job["type"],
  initiatorId: string,
  fileId: string,
  tags: Job["tags"] = organizationTags,
): Job {
  return {
    id: newId(),
    type,
    initiatorId,
    fileId,
    tags,
    createdAt: Date.now(),
    startedAt: null,
    completedAt: null,
    canceledAt: null,
    status: "pending",
    error: null,
    workerId: null,
    logs: [],
  };
}

/** Adds lines to a job's log (topic: the job's id). */
export function log(deployment: Deployment, job: Job, lines: readonly LogLine[]): void {
  job.logs ??= [];
  for (const line of lines) {
    job.logs.push({ id: deployment.nextLogId(), createdAt: Date.now(), ...line });
  }
  deployment.topics.publish(job.id);
}

/** A provisioner daemon has taken the job. */
export function begin(deployment: Deployment, job: Job, workerId: string): void {
  job.startedAt = Date.now();
  job.workerId = workerId;
  job.status = "running";
  deployment.topics.publish(job.id);
}

/** The job has come to its end. */
export function finish(
  deployment: Deployment,
  job: Job,
  status: Extract<JobStatus, "succeeded" | "failed" | "canceled">,
  error: string | null = null,
): void {
  if (isFinished(job)) return;
  job.completedAt = Date.now();
  job.status = status;
  job.error = error;
  deployment.topics.publish(job.id);
}

/** Something that happens so many milliseconds after the step before it. */
export interface Step {
  readonly after: number;
  readonly run: () => void;
}

/** Runs steps one after another. Returns how to call off what is left of them. */
export function runSteps(deployment: Deployment, steps: readonly Step[]): () => void {
  let callOff: () => void = () => undefined;
  const next = (index: number) => {
    const step = steps[index];
    if (step === undefined) return;
    callOff = deployment.timers.after(step.after, () => {
      next(index + 1);
      step.run();
    });
  };
  next(0);
  return () => {
    callOff();
  };
}
