/** How a command ended: what its `exit` file holds (see commandScript.ts), as a script says it. */
import type { ScriptAnswer } from "./scriptAnswer";

/** By itself, at its time limit, or otherwise (its supervisor was killed, the terminal went). */
export type CommandEnd = "exited" | "timed_out" | "killed";

/** The end of a command. */
export interface CommandExit {
  readonly end: CommandEnd;
  /** Null where it is not known. */
  readonly exitCode: number | null;
  /** Null where the workspace does not tell. */
  readonly durationMs: number | null;
  /** Something it started runs on and still holds its output. */
  readonly lingering: boolean;
}

/** Exit codes as `timeout` and shells give them. */
const TIMED_OUT = 124;
export const KILLED = 137;

/** Reads the line `exit <code> <why> <uptime at start> <uptime at end> <lingering>`; undefined where there is none. */
export function commandExit(answer: ScriptAnswer): CommandExit | undefined {
  const why = answer.words("exit")?.[1];
  if (why === undefined) return undefined;
  const end = commandEnd(why);
  return {
    end,
    exitCode: end === "timed_out" ? TIMED_OUT : (answer.number("exit") ?? null),
    durationMs: duration(answer.number("exit", 2), answer.number("exit", 3)),
    lingering: answer.number("exit", 4) === 1,
  };
}

function commandEnd(why: string): CommandEnd {
  switch (why) {
    case "exit":
      return "exited";
    case "timeout":
      return "timed_out";
    default:
      return "killed";
  }
}

/** Milliseconds between two values of /proc/uptime, in seconds with two decimals; null where it is missing. */
function duration(start: number | undefined, end: number | undefined): number | null {
  return start === undefined || end === undefined || end === 0 ? null : Math.round((end - start) * 1000);
}
