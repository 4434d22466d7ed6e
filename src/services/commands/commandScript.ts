/**
 * The shell text that runs a caller's command and keeps its output in the workspace. It needs `sh` and what both
 * coreutils and busybox have; setsid, bash and /proc are used where they are.
 *
 * One command has one folder, `~/.cache/coder-fleet/<id>`: `in`, `out`, `err`, `pid` ("<command> <supervisor>") and,
 * when it ended, `exit` ("<code> <why> <uptime at start> <uptime at end> <lingering>").
 */
import { shellQuote } from "./shellText";

/** Bytes of each stream that are kept, in blocks of 512 (`ulimit -f`; bash outside POSIX mode doubles them). */
const KEPT_BLOCKS = (128 * 1024 * 1024) / 512;

/** Variable that marks the command and all it starts, so that none is overlooked when it has to end. */
const MARK = "CODER_FLEET_COMMAND";

/** Sets B, the folder of all commands, and J, the one of `id`. */
export function commandFolder(id: string): string {
  return `ID=${id}
B="\${HOME:-/}/.cache/coder-fleet"
J="$B/$ID"
own() { [ ! -L "$1" ] && [ -d "$1" ] && [ -O "$1" ]; }
supervised() { read -r job S 2>/dev/null <"$1/pid" && kill -0 "$S" 2>/dev/null && grep -qsF coder-fleet "/proc/$S/cmdline"; }
`;
}

/** Makes the folder: private, new, and through no link. */
const MAKE_FOLDER = `
[ -d "$B" ] || mkdir -p -m 700 "$B" 2>/dev/null
own "$B" && mkdir -m 700 "$J" 2>/dev/null || fail folder
`;

/**
 * Ending a command: TERM to its process group and to everything marked, KILL after two seconds. What has left the
 * group is still found by the mark in its environment.
 */
const STOPPING = `
marked() { grep -lsF "${MARK}=$ID" /proc/[0-9]*/environ; }
signal_all() {
  [ -n "$job" ] && kill "-$1" "-$job"
  for f in $(marked); do f=\${f#/proc/}; kill "-$1" "\${f%/environ}"; done
}
stop_all() {
  why=$1 woke=1 i=0
  signal_all TERM
  while [ "$i" -lt 20 ] && [ -n "$(marked)" ]; do sleep 0.1 || { sleep 1; i=$((i + 9)); }; i=$((i + 1)); done
  signal_all KILL
  i=0
  while [ "$i" -lt 20 ] && [ -n "$(marked)" ]; do signal_all KILL; i=$((i + 1)); done
}
`;

/**
 * The supervisor: runs the command with its output through two pipes into `tee`, which reads on where a file is at its
 * limit, so that the command goes on too. Where the shell makes here-documents of pipes, theirs are taken, which costs no
 * process. It ends with the command itself, not with what that left in the background: the pipes may stay open a second
 * longer. In the foreground the caller counts that second after `ended`, which costs no process either.
 *
 * The end of the terminal hangs up its process group: what outlives it has to be deaf to that, and a background command
 * to have left the group before anybody is told. Nothing here may keep the terminal open: it runs in parentheses because
 * dash, redirecting a function, keeps copies of what was redirected.
 */
const SUPERVISOR = `
open_pipes() {
  exec 4<<O 5<<E
O
E
  if [ -p /proc/self/fd/4 ]; then exec 6>/proc/self/fd/4 7>/proc/self/fd/5; else
    mkfifo "$J/o" "$J/e" && exec 6<>"$J/o" 7<>"$J/e" 4<"$J/o" 5<"$J/e"
  fi
}
sink() { trap '' HUP XFSZ; ulimit -c 0; ulimit -f ${KEPT_BLOCKS}; exec tee "$1" >/dev/null 2>&1; }
uptime() { up=0; read -r up _ </proc/uptime; }
supervise() {
  why=exit woke= lingering=0 code=127 dog= timer=
  trap 'stop_all stop' TERM
  trap 'stop_all timeout' USR1
  trap 'woke=1' ALRM
  if [ "$1" = background ]; then trap 'woke=1' HUP; else trap 'stop_all hangup' HUP; fi
  read -r self _ </proc/self/stat || self=$(exec sh -c 'echo $PPID')
  : >"$J/out" && : >"$J/err" && open_pipes || return
  uptime; started=$up
  (launch "$1") <"$J/in" >&6 2>&7 4<&- 5<&- 6>&- 7>&- & job=$!
  (sink "$J/out") <&4 4<&- 5<&- 6>&- 7>&- & k1=$!
  (sink "$J/err") <&5 4<&- 5<&- 6>&- 7>&- & k2=$!
  exec 4<&- 5<&- 6>&- 7>&-
  echo "$job $self" >"$J/pid"
  if [ "$1" = background ]; then
    wait_for_group
    echo "$job"
    exec >/dev/null
  fi
  [ "$LIMIT" -gt 0 ] && { watchdog & dog=$!; }
  while :; do
    woke=
    wait "$job"; r=$?
    [ "$r" -ne 127 ] && code=$r
    [ -z "$woke" ] && break
    [ "$r" -eq 127 ] && break
  done
  uptime
  [ -n "$dog" ] && kill "$dog"
  woke=
  if [ "$1" = background ]; then
    { sleep 1; kill -ALRM "$self"; } & timer=$!
  else
    say ended
  fi
  [ -z "$woke" ] && wait "$k1"
  [ -z "$woke" ] && wait "$k2"
  [ -n "$woke" ] && lingering=1
  trap '' HUP TERM USR1
  [ -n "$timer" ] && kill "$timer"
  echo "$code $why $started $up $lingering" >"$J/exit"
}
wait_for_group() {
  i=0
  while [ -n "$GROUP" ] && [ "$i" -lt 50000 ] && ! kill -0 "-$job" && kill -0 "$job"; do i=$((i + 1)); done
}
watchdog() {
  z=
  trap '' HUP
  trap 'kill $z; exit' TERM
  sleep "$LIMIT" & z=$!
  wait "$z" && kill -USR1 "$self"
}
`;

/** A command as its script gets it: checked, and quoted here. */
export interface CommandText {
  readonly id: string;
  readonly command: string;
  /** A shell word; null for where the terminal starts. */
  readonly directory: string | null;
  readonly environment: Readonly<Record<string, string>>;
  /** Bytes of standard input that arrive as payload. */
  readonly stdinBytes: number;
  /** Seconds after which a background command is stopped by the workspace itself; 0 for never. */
  readonly limitSeconds: number;
}

/** The space before the command keeps a leading dash from being an option of the shell. */
function launcher({ command, environment }: CommandText): string {
  const variables = Object.entries(environment).map(([name, value]) => ` ${name}=${shellQuote(value)}`);
  return `
LINE=${shellQuote(command)}
SH=sh; command -v bash >/dev/null 2>&1 && SH=bash
GROUP=; command -v setsid >/dev/null 2>&1 && GROUP=setsid
launch() {
  [ "$1" = background ] && [ -z "$GROUP" ] && trap '' HUP
  export ${MARK}="$ID"${variables.join("")}
  exec $GROUP $SH -c " $LINE"
}
`;
}

function preparation(text: CommandText): string {
  const directory = text.directory === null ? "" : `cd ${text.directory} 2>/dev/null || fail directory\n`;
  const stdin =
    text.stdinBytes === 0
      ? `: >"$J/in"\n`
      : `payload\nbase64 -d >"$J/in"
[ "$(wc -c <"$J/in")" -eq ${text.stdinBytes} ] || { rm -rf "$J"; fail payload; }\n`;
  return `${commandFolder(text.id)}${directory}${MAKE_FOLDER}${stdin}LIMIT=${text.limitSeconds}\n${STOPPING}${SUPERVISOR}${launcher(text)}`;
}

/** Folders of ended commands go after a day. Without any, nothing is started for it. */
const SWEEP = `
for d in "$B"/*; do break; done
[ ! -d "$d" ] || find "$B" -mindepth 1 -maxdepth 1 -type d -mtime +0 2>/dev/null | while read -r d; do
  case \${d##*/} in *[!0-9a-f]*) continue;; esac
  supervised "$d" || rm -rf "$d"
done
`;

/**
 * Sends the result and both streams, each whole up to `shown` bytes, else its two ends; fails where something is left
 * out. From then on nothing that is typed may be echoed among them.
 */
const REPORT = (shown: number) => `
report() {
  kept=0
  read -r result <"$J/exit"
  say exit "$result"
  [ -s "$J/out" ] || [ -s "$J/err" ] && no_echo
  send_stream out
  send_stream err
  say end
  return "$kept"
}
send_stream() {
  [ -s "$J/$1" ] || return
  size=$(wc -c <"$J/$1")
  say "$1" $size
  if [ "$size" -le ${shown} ]; then blob "$1" <"$J/$1"; return; fi
  kept=1
  head -c ${Math.floor(shown / 2)} "$J/$1" | blob "$1"
  tail -c ${Math.floor(shown / 2)} "$J/$1" | blob "$1.tail"
}
`;

/**
 * Runs a command to its end. Says `started`, hears `stop` and `timeout`, says `ended`, hears `linger` where the streams
 * stay open, then says `exit <code> <why> …` and sends both streams. The folder is removed when the caller says `done`
 * and nothing was left out.
 */
export function foregroundScript(text: CommandText, shownBytes: number): string {
  return `${preparation(text)}${REPORT(shownBytes)}
exec 3<&0
say started
(supervise foreground && report) </dev/null 2>/dev/null 3<&- & S=$!
{
  while read -r word; do
    case $word in
      stop) kill -TERM "$S";;
      timeout) kill -USR1 "$S";;
      linger) kill -ALRM "$S";;
      done) exit 0;;
    esac
  done
  exit 1
} <&3 >/dev/null 2>&1 & ear=$!
wait "$S" 2>/dev/null; left_out=$?
if [ ! -s "$J/exit" ]; then
  read -r job _ 2>/dev/null <"$J/pid"
  stop_all lost 2>/dev/null
  echo 137 lost 0 0 0 >"$J/exit"
  report
fi
if wait "$ear" && [ "$left_out" = 0 ]; then rm -rf "$J"; fi
${SWEEP}`;
}

/** Starts a command and leaves it to itself. Says `running <process group>`. */
export function backgroundScript(text: CommandText): string {
  return `${preparation(text)}
group=$( (supervise background) </dev/null 2>/dev/null &)
say running "$group"
say end
${SWEEP}`;
}
