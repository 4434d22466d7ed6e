import type { Deployment } from "../deployment";
import {
  applyLines,
  cleaningUp,
  doneLines,
  graphLines,
  importInitLines,
  importLines,
  initLines,
  type LogLine,
  planLines,
} from "../engine/terraformLogs";
import type { Blueprint } from "../state/blueprint";
import type { Job, JobLog, Transition } from "../state/types";
import { iso, isoSeconds } from "./time";

/** A job's log. Of one that ended before this process began, what such a job usually writes. */
export function jobLogs(
  { generation }: Deployment,
  job: Job,
  blueprint: Blueprint,
  transition: Transition | null,
): readonly JobLog[] {
  if (job.logs !== null) return job.logs;
  const { old } = generation;
  const lines: LogLine[] = [
    ...(transition === null ? importInitLines(old) : initLines(old)),
    ...(transition === null
      ? importLines(blueprint, old)
      : [
          ...planLines(blueprint, transition, old),
          ...applyLines(blueprint, transition),
          ...doneLines(blueprint, transition),
          ...graphLines(old),
        ]),
    cleaningUp,
  ];
  const began = job.startedAt ?? job.createdAt;
  return lines.map((line, index) => ({ id: index + 1, createdAt: began + index * 20, ...line }));
}

/** A log line as the API shows it. */
export function renderJobLog({ id, createdAt, source, level, stage, output }: JobLog) {
  return { id, created_at: iso(createdAt), log_source: source, log_level: level, stage, output };
}

/** One line of `format=text`. */
export function jobLogText({ createdAt, source, level, stage, output }: JobLog): string {
  const at = isoSeconds(createdAt);
  return `${at} [${level}] [${source.replace("_daemon", "")}|${stage}] ${output}\n`;
}
