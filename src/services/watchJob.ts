import type { BuildLog, WorkspaceBuild } from "../models/coder/workspace";
import { CoderApiError } from "../models/errors";
import { singleLine } from "../models/text";
import type { Report } from "./progress";

/** Log lines kept for the error of a failed job, and the longest of them, in characters. */
const KEPT_LINES = 10;
const LINE_LENGTH = 300;
/** Longest silence while a job is followed, in milliseconds: clients give up on calls that say nothing. */
const BEAT_MS = 5_000;

/** A job as it ended, and what its log said last. */
export interface WatchedJob<T> {
  readonly ended: T;
  readonly log: JobLog;
}

/**
 * Follows the job of a build or an import to its end, however it goes, reporting its stages and that it goes on.
 * @param name of what is built or imported, for the reports
 * @param follow settles when the job has ended; `hear` is to get each line of its log
 */
export async function watchJob<T>(
  name: string,
  follow: (hear: (line: BuildLog) => void) => Promise<T>,
  report: Report,
): Promise<WatchedJob<T>> {
  let stage = "waiting to begin";
  const began = Date.now();
  const beat = setInterval(() => {
    report(`${name}: ${stage} (${Math.round((Date.now() - began) / 1000)} s)`);
  }, BEAT_MS);
  const log = new JobLog((next) => {
    stage = next;
    report(`${name}: ${stage}`);
  });
  try {
    return { ended: await follow(log.hear), log };
  } finally {
    clearInterval(beat);
  }
}

/** The last lines of a job's log, and its stages as progress. */
class JobLog {
  readonly #lines: string[] = [];
  #stage = "";
  readonly #report: (stage: string) => void;

  constructor(report: (stage: string) => void) {
    this.#report = report;
  }

  readonly hear = ({ stage, output }: BuildLog): void => {
    if (stage !== "" && stage !== this.#stage) {
      this.#stage = stage;
      this.#report(stage);
    }
    const line = singleLine(output, LINE_LENGTH);
    if (line === "") return;
    this.#lines.push(line);
    if (this.#lines.length > KEPT_LINES) this.#lines.shift();
  };

  /** `what` ended as `job` says, with what that means (a sentence): the failure with the last lines of the log. */
  failure(what: string, job: WorkspaceBuild["job"], hint: string, consequence = ""): CoderApiError {
    const reason = singleLine(job.error ?? "no reason given", LINE_LENGTH);
    return new CoderApiError("server_error", {
      message: `${what} ended as ${job.status}: ${reason}. ${consequence}`.trimEnd(),
      hint,
      ...(this.#lines.length === 0
        ? {}
        : { details: { detail: `last log lines:\n${this.#lines.join("\n")}` } }),
    });
  }
}
