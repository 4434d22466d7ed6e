import { newId } from "../state/random";
import type { Job } from "../state/types";

/** Work that waits for a provisioner daemon; it calls `done` when it ends, whatever the outcome. */
export interface Work {
  readonly job: Job;
  run(workerId: string, done: () => void): void;
}

/** Provisioner daemons and the jobs that wait for them, first come first served. */
export class ProvisionerQueue {
  readonly #daemons: number;
  readonly #idle: string[];
  #waiting: Work[] = [];

  constructor(daemons: number) {
    this.#daemons = daemons;
    this.#idle = Array.from({ length: daemons }, newId);
  }

  add(work: Work): void {
    this.#waiting.push(work);
    // The request that made the job is answered before a daemon picks it up.
    setImmediate(() => {
      this.#next();
    });
  }

  /** Takes a waiting job out; false when it runs already. */
  remove(job: Job): boolean {
    const before = this.#waiting.length;
    this.#waiting = this.#waiting.filter((work) => work.job !== job);
    return this.#waiting.length < before;
  }

  /** A job's place in the queue from 1 and the length of the queue; zeros when it does not wait. */
  position(job: Job): { position: number; size: number } {
    if (job.status !== "pending") return { position: 0, size: 0 };
    const queue = this.#waiting.filter((work) => isServed(work.job));
    const position = queue.findIndex((work) => work.job === job) + 1;
    return position === 0 ? { position: 0, size: 0 } : { position, size: queue.length };
  }

  /** The daemons that could take a job, as the answer to its creation tells. */
  matching(job: Job): { count: number; available: number; most_recently_seen: string | null } {
    return isServed(job)
      ? { count: this.#daemons, available: this.#daemons, most_recently_seen: new Date().toISOString() }
      : { count: 0, available: 0, most_recently_seen: null };
  }

  #next(): void {
    const work = this.#waiting.find((candidate) => isServed(candidate.job));
    if (work === undefined) return;
    const worker = this.#idle.shift();
    if (worker === undefined) return;
    this.remove(work.job);
    work.run(worker, () => {
      this.#idle.push(worker);
      this.#next();
    });
  }
}

/** The daemons serve jobs of the organization without further tags. */
function isServed(job: Job): boolean {
  return Object.keys(job.tags).every((tag) => tag === "owner" || tag === "scope");
}
