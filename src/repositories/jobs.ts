/** The jobs behind builds and template imports: following one to its end. */
import type { CoderClient, Subject } from "../clients/coderClient";
import type { Route } from "../clients/routes";
import type { Call } from "../models/call";
import { isUnderWay } from "../models/coder/common";
import { type BuildLog, buildLogSchema } from "../models/coder/workspace";
import { CoderApiError, NetworkError } from "../models/errors";
import { parseFrame } from "./frames";
import { sleep } from "./sleep";

/** First and longest pause between two looks at a job whose log stream is gone, in milliseconds. */
const POLL_FIRST_MS = 250;
const POLL_LONGEST_MS = 3_000;

/** A job's log stream, and what it belongs to. */
interface LogStream {
  readonly route: Route;
  readonly params: Readonly<Record<string, string>>;
  readonly subject: Subject;
}

/**
 * Hears a job's log to its end, then looks at what it belongs to until the job has ended. The stream usually
 * ends with the job; where it broke or could not be opened, the job is polled.
 */
export async function followJob<T extends { readonly job: { readonly status: string } }>(
  client: CoderClient,
  stream: LogStream,
  onLog: (log: BuildLog) => void,
  look: () => Promise<T>,
  call: Call,
): Promise<T> {
  await hearLogs(client, stream, onLog, call);
  for (let wait = POLL_FIRST_MS; ; wait = Math.min(wait * 1.5, POLL_LONGEST_MS)) {
    const found = await look();
    if (!isUnderWay(found.job)) return found;
    await sleep(wait, call.signal);
  }
}

/** Reads the log stream until the server closes it; a stream that fails is left to polling. */
async function hearLogs(
  client: CoderClient,
  { route, params, subject }: LogStream,
  onLog: (log: BuildLog) => void,
  call: Call,
): Promise<void> {
  try {
    const socket = await client.socket(route, { params, query: { follow: true }, subject }, call);
    for await (const frame of socket) {
      const log = parseFrame(frame, buildLogSchema);
      if (log !== undefined) onLog(log);
    }
  } catch (error) {
    const lost =
      (error instanceof NetworkError && error.reason !== "canceled") || error instanceof CoderApiError;
    if (!lost) throw error;
  }
}
