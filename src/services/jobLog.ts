import type { BuildLog, WorkspaceBuild } from "../models/coder/workspace";
import { CoderApiError } from "../models/errors";
import { singleLine } from "../models/text";

/** Log lines kept for the error of a failed job, and the longest of them, in characters. */
const KEPT_LINES = 10;
const LINE_LENGTH = 300;

/** The last lines of a job's log, and its stages as progress. */
export class JobLog {
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

  /** `what` ended as `job` says: the failure with the last lines of the log. */
  failure(what: string, job: WorkspaceBuild["job"], hint: string): CoderApiError {
    return new CoderApiError("server_error", {
      message: `${what} ended as ${job.status}: ${singleLine(job.error ?? "no reason given", 300)}.`,
      hint,
      ...(this.#lines.length === 0
        ? {}
        : { details: { detail: `last log lines:\n${this.#lines.join("\n")}` } }),
    });
  }
}
