/** The table of processes of a Linux system, read from /proc: every Linux has it, `ps` differs or is missing. */
import type { ScriptAnswer } from "./scriptAnswer";

/** A process, as /proc tells of it. */
export interface WorkspaceProcess {
  readonly pid: number;
  readonly parent: number;
  readonly user: string;
  /** Share of one processor since its start, in percent. */
  readonly cpuPercent: number;
  /** Resident, in bytes. */
  readonly memoryBytes: number;
  /** ISO 8601. */
  readonly startedAt: string;
  /** With its arguments; its name in square brackets where it has none, as kernel threads. */
  readonly command: string;
}

/** Our own shell and what it runs are left out by their session, which the terminal gave it. */
export const PROCESS_SCRIPT = `
[ -r /proc/self/stat ] && [ -r /proc/uptime ] || fail unsupported
read -r up _ </proc/uptime
while read -r key value; do [ "$key" = btime ] && say boot "$value"; done </proc/stat
say system "$(getconf CLK_TCK 2>/dev/null || echo 100)" "$(getconf PAGESIZE 2>/dev/null || echo 4096)" "$up" "$$"
stat -c '%n %U' /proc/[0-9]* 2>/dev/null | blob users
for d in /proc/[0-9]*; do
  printf '\\n%s\\n' "$N"
  cat "$d/stat" "$d/cmdline" 2>/dev/null
done | blob processes
say end
`;

/** /proc/<pid>/stat up to its end of line, then the arguments. The name may hold anything, but not 40 numbers. */
const RECORD = /^(\d+) \(([\s\S]{0,64}?)\) [A-Za-z]((?: -?\d+){40,60})\n([\s\S]*)$/;

/** Positions of the numbers behind the state, from 0: proc(5) counts the parent as field 4. */
const PARENT = 0;
const SESSION = 2;
const USER_TIME = 10;
const SYSTEM_TIME = 11;
const START = 18;
const RESIDENT = 20;

/** Processes by their number; undefined where the answer arrived damaged. */
export function processTable(answer: ScriptAnswer): readonly WorkspaceProcess[] | undefined {
  const users = answer.blob("users");
  const records = answer.blob("processes");
  const ticks = answer.number("system");
  const page = answer.number("system", 1);
  const uptime = answer.number("system", 2);
  const session = answer.number("system", 3);
  const boot = answer.number("boot");
  if (users === undefined || records === undefined || ticks === undefined || page === undefined) {
    return undefined;
  }
  if (uptime === undefined || session === undefined || boot === undefined) return undefined;
  const names = userNames(users.toString("utf8"));
  return records
    .toString("utf8")
    .split(`\n${answer.nonce}\n`)
    .flatMap((record) => {
      const [, pid = "", name = "", fields = "", line = ""] = RECORD.exec(record) ?? [];
      if (pid === "") return [];
      const numbers = fields.trim().split(" ").map(Number);
      const at = (index: number) => numbers[index] ?? 0;
      if (at(SESSION) === session) return [];
      const age = Math.max(uptime - at(START) / ticks, 0.01);
      return [
        {
          pid: Number(pid),
          parent: at(PARENT),
          user: names.get(pid) ?? "?",
          cpuPercent: Math.round(((at(USER_TIME) + at(SYSTEM_TIME)) / ticks / age) * 1000) / 10,
          memoryBytes: at(RESIDENT) * page,
          startedAt: new Date((boot + at(START) / ticks) * 1000).toISOString(),
          command: line.replaceAll("\0", " ").trim() || `[${name}]`,
        },
      ];
    })
    .sort((a, b) => a.pid - b.pid);
}

function userNames(text: string): ReadonlyMap<string, string> {
  const rows = text.matchAll(/^\/proc\/(\d+) (\S+)$/gm);
  return new Map(Array.from(rows, ([, pid = "", name = ""]) => [pid, name]));
}
