import type { Call } from "../models/call";
import { singleLine } from "../models/text";

/** Longest progress message, in characters. */
const MESSAGE_LENGTH = 200;

/** Tells whoever listens what is being done. */
export type Report = (message: string) => void;

/** Reports the steps of long work in growing order; a no-op where nobody listens. */
export function progressReporter(call: Call): Report {
  let step = 0;
  return (message) => {
    step += 1;
    call.progress?.({ step, message: singleLine(message, MESSAGE_LENGTH) });
  };
}
