import type { Call } from "../models/call";
import { singleLine } from "../models/text";

/** Longest progress message, in characters. */
const MESSAGE_LENGTH = 200;

/** Reports the steps of long work in growing order; a no-op where nobody listens. */
export function progressReporter(call: Call): (message: string) => void {
  let step = 0;
  return (message) => {
    step += 1;
    call.progress?.({ step, message: singleLine(message, MESSAGE_LENGTH) });
  };
}
