/** Runs one of our shell scripts in a workspace over a terminal and reads what it says, byte by byte. */
import { randomBytes } from "node:crypto";
import type { Call } from "../../models/call";
import { NetworkError } from "../../models/errors";
import type { WorkspaceTerminal } from "../../repositories/deployment";
import type { Fleet } from "../fleet";
import { READY, ScriptAnswer } from "./scriptAnswer";
import { canceled, lost, silent, tooSlow } from "./scriptErrors";
import { base64Lines } from "./shellText";
import type { ReachedWorkspace } from "./reachWorkspace";

/**
 * The `command` of the terminal's URL, always the same because URLs are logged: it says that it is ready, and runs the
 * script that arrives as lines of base64 up to Ctrl-D, which a terminal as it comes takes for the end. Quoted so that sh,
 * bash, zsh, fish and csh read the same words: no `!`, backslash or newline. The last word is `$0`, seen in lists of
 * processes.
 */
const BOOTSTRAP = `exec sh -c 'echo; echo ${READY}; eval "$(base64 -d)"' coder-fleet`;

/**
 * `say` a line, send a `blob` from standard input, `fail` with a reason and the words about it, have the payload sent that
 * `base64 -d` reads next. Once what is typed could be echoed into a blob, or is long, the echo is off.
 */
const PRELUDE = `
say() { printf '%s %s\\n' "$N" "$*"; }
no_echo() { stty -echo 2>/dev/null </dev/tty; }
blob() { say blob "$1"; base64; say sent "$1"; }
payload() { no_echo; say payload; }
fail() { say failed "$@"; say end; exit 0; }
unset CDPATH
printf '\\n%s begin\\n' "$N"
`;

/**
 * Time for the shell to start, in milliseconds, and how often that is tried: of a few hundred terminals opened on a busy
 * deployment one stays silent. Before the shell is ready nothing was sent, so that nothing can run twice.
 */
const READY_MS = 7_000;
const ATTEMPTS = 3;
/** Time for the script to arrive, in milliseconds. */
const BEGIN_MS = 20_000;
/** Time until what a script needs has arrived, in milliseconds. */
const TRANSFER_MS = 120_000;
/** Time an interrupted script has to end what it started, in milliseconds. */
const STOP_MS = 10_000;

/** Why a script is asked to stop; what it hears as a line. */
type Interrupt = "stop" | "timeout";

/** How long what a command left behind may hold its output open after its end, in milliseconds. */
const LINGER_MS = 1_000;

/** Shell text of ours, and what it needs. */
export interface Script {
  /** After the prelude. It ends with `say end`. */
  readonly text: string;
  /** Bytes it reads by `base64 -d` after it called `payload`. */
  readonly payload?: Uint8Array | undefined;
  /** Longest time from its begin to its end, in milliseconds. */
  readonly limitMs: number;
  /**
   * It listens for the lines `stop` and `timeout` after it said `started`, for `linger` a second after it said `ended`,
   * and for `done` at its end. Then its limit is told to it instead of being an error.
   */
  readonly interruptible?: boolean;
  /** What a caller does where the connection is lost after it began; else it is told to try again. */
  readonly recovery?: string;
  /** Called about every ten seconds while an interruptible script runs. */
  readonly onWaiting?: (seconds: number) => void;
}

/**
 * @throws NetworkError(canceled) after the script has stopped what it runs; NetworkError(timeout, unreachable)
 * @throws CoderApiError(unsupported_by_deployment) where the workspace lacks a shell or its simplest tools.
 */
export async function runScript(
  fleet: Fleet,
  reached: ReachedWorkspace,
  script: Script,
  call: Call,
): Promise<ScriptAnswer> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await tryScript(fleet, reached, script, attempt === ATTEMPTS, call);
    if (answer !== null) return answer;
  }
}

/** Null where the terminal stayed silent, unless it is the last try. */
async function tryScript(
  fleet: Fleet,
  { workspace, workspaceAgent }: ReachedWorkspace,
  script: Script,
  last: boolean,
  call: Call,
): Promise<ScriptAnswer | null> {
  const connection = new AbortController();
  if (call.signal.aborted) throw canceled();
  const abortEarly = () => {
    connection.abort();
  };
  call.signal.addEventListener("abort", abortEarly, { once: true });
  const terminal = await fleet.deployment.terminals
    .open(workspaceAgent, BOOTSTRAP, { ...call, signal: connection.signal })
    .finally(() => {
      call.signal.removeEventListener("abort", abortEarly);
    });
  const conversation = new Conversation(terminal, script, workspace.name, call.signal, connection);
  try {
    return await conversation.answer();
  } catch (error) {
    if (conversation.stayedSilent && !last) return null;
    throw conversation.explained(error);
  } finally {
    conversation.end();
  }
}

/** In braces, so that nothing of a script runs that did not arrive to its end. */
function wholeScript({ text }: Script, nonce: string): string {
  return `{\nN=${nonce}${PRELUDE}${text}\n}\n`;
}

class Conversation {
  readonly #terminal: WorkspaceTerminal;
  readonly #script: Script;
  readonly #answer = new ScriptAnswer(randomBytes(16).toString("hex"));
  readonly #workspace: string;
  readonly #caller: AbortSignal;
  readonly #connection: AbortController;
  #started = false;
  #interrupt: Interrupt | null = null;
  #overdue = false;
  #timer: NodeJS.Timeout;
  #ticker: NodeJS.Timeout | undefined;

  constructor(
    terminal: WorkspaceTerminal,
    script: Script,
    workspace: string,
    caller: AbortSignal,
    connection: AbortController,
  ) {
    this.#terminal = terminal;
    this.#script = script;
    this.#workspace = workspace;
    this.#caller = caller;
    this.#connection = connection;
    this.#timer = this.#cutAfter(READY_MS);
    caller.addEventListener("abort", this.#onCancel, { once: true });
  }

  async answer(): Promise<ScriptAnswer> {
    let sent = false;
    for await (const chunk of this.#terminal) {
      const lines = this.#answer.read(chunk);
      if (this.#answer.ready && !sent) {
        sent = true;
        clearTimeout(this.#timer);
        this.#timer = this.#cutAfter(BEGIN_MS);
        this.#terminal.write(base64Lines(Buffer.from(wholeScript(this.#script, this.#answer.nonce))));
      }
      for (const { key } of lines) {
        if (key === "begin") this.#begun();
        else if (key === "payload") this.#sendPayload();
        else if (key === "started") this.#nowRunning();
        else if (key === "ended") this.#commandEnded();
        else if (key === "end") return this.#ended();
      }
    }
    throw this.#answer.begun
      ? lost(this.#workspace, this.#script.recovery)
      : silent(this.#workspace, this.#answer.before);
  }

  /** The shell did not even say that it is ready. */
  get stayedSilent(): boolean {
    return this.#overdue && !this.#answer.ready && !this.#caller.aborted;
  }

  /** Why it really failed: an abort of ours looks like one of the caller's. */
  explained(error: unknown): unknown {
    if (this.#caller.aborted) return canceled(error);
    const { begun, before } = this.#answer;
    const { recovery } = this.#script;
    if (this.#overdue)
      return begun ? tooSlow(this.#workspace, recovery, error) : silent(this.#workspace, before);
    return begun && error instanceof NetworkError ? lost(this.#workspace, recovery, error) : error;
  }

  end(): void {
    clearTimeout(this.#timer);
    clearInterval(this.#ticker);
    this.#caller.removeEventListener("abort", this.#onCancel);
    this.#terminal.close();
  }

  #begun(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#cutAfter(this.#script.interruptible === true ? TRANSFER_MS : this.#script.limitMs);
  }

  #sendPayload(): void {
    this.#terminal.write(
      base64Lines(this.#interrupt === null ? (this.#script.payload ?? Buffer.alloc(0)) : Buffer.alloc(0)),
    );
  }

  #nowRunning(): void {
    const began = performance.now();
    this.#started = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#interruptBy("timeout");
    }, this.#script.limitMs);
    this.#ticker = setInterval(() => {
      this.#script.onWaiting?.(Math.round((performance.now() - began) / 1000));
    }, 10_000);
    if (this.#interrupt !== null) this.#interruptBy(this.#interrupt);
  }

  #commandEnded(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#tell("linger");
      this.#timer = this.#cutAfter(TRANSFER_MS);
    }, LINGER_MS);
  }

  #ended(): ScriptAnswer {
    if (this.#script.interruptible === true) this.#tell("done");
    if (this.#caller.aborted) throw canceled();
    return this.#answer;
  }

  readonly #onCancel = () => {
    if (this.#script.interruptible === true) this.#interruptBy("stop");
    else this.#connection.abort();
  };

  /** Tells the script to stop; where it does not, the connection is cut. */
  #interruptBy(reason: Interrupt): void {
    this.#interrupt = reason;
    clearTimeout(this.#timer);
    this.#timer = this.#cutAfter(STOP_MS);
    if (this.#started) this.#tell(reason);
  }

  /** A script that failed does not wait for a word of ours: its terminal may be gone before its last words are read. */
  #tell(word: Interrupt | "linger" | "done"): void {
    try {
      this.#terminal.write(`${word}\n`);
    } catch (error) {
      if (!(error instanceof NetworkError)) throw error;
    }
  }

  #cutAfter(milliseconds: number): NodeJS.Timeout {
    return setTimeout(() => {
      this.#overdue = true;
      this.#connection.abort();
    }, milliseconds);
  }
}
