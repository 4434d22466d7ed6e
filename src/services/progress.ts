import type { Call } from "../models/call";
import { singleLine } from "../models/text";

/** Longest progress message, in characters. */
const MESSAGE_LENGTH = 200;

/** Tells whoever listens what is being done. */
export type Report = (message: string) => void;

/** How far each call is: several services report the steps of one call, and they must only grow. */
const steps = new WeakMap<Call, number>();

/** Reports the steps of long work in growing order; a no-op where nobody listens. */
export function progressReporter(call: Call): Report {
  return (message) => {
    const step = (steps.get(call) ?? 0) + 1;
    steps.set(call, step);
    call.progress?.({ step, message: singleLine(message, MESSAGE_LENGTH) });
  };
}
