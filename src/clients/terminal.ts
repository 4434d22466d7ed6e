/** One terminal of a workspace over its WebSocket (facts: recorded pty sessions; frames are binary both ways). */
import { randomUUID } from "node:crypto";
import type { Call } from "../models/call";
import type { CoderClient } from "./coderClient";
import { routes } from "./routes";

/** Size of the screen: wide enough that nothing wraps. */
const ROWS = 50;
const COLUMNS = 500;

/** Where a terminal is opened, and what runs in it. */
export interface TerminalOptions {
  readonly workspaceAgentId: string;
  /** For error messages. */
  readonly workspaceAgentName: string;
  /** Run by the user's shell (`-c`); empty for a login shell. URLs are logged: nothing of the caller's may be in it. */
  readonly command: string;
  /** A UUID: the same one finds the same process again. Absent: one of its own. */
  readonly reconnectId?: string;
  readonly rows?: number;
  readonly columns?: number;
}

/** Iterating it gives the raw output until the process or the connection ends; leaving the loop closes it. */
export interface Terminal extends AsyncIterable<Uint8Array> {
  /** Types text. @throws NetworkError(unreachable) where the connection is gone */
  write(text: string): void;
  resize(rows: number, columns: number): void;
  close(): void;
  /** Code of the close frame: 1000 where the process ended, 1006 where the connection broke. Never rejects. */
  readonly closeCode: Promise<number>;
}

/** Starts a command in a terminal of its own. The call's signal cuts the connection, which does not end the command. */
export async function openTerminal(
  client: CoderClient,
  options: TerminalOptions,
  call: Call,
): Promise<Terminal> {
  const socket = await client.socket(
    routes.terminal,
    {
      params: { workspaceAgent: options.workspaceAgentId },
      subject: { kind: "workspace agent", name: options.workspaceAgentName },
      query: {
        reconnect: options.reconnectId ?? randomUUID(),
        height: options.rows ?? ROWS,
        width: options.columns ?? COLUMNS,
        command: options.command,
        // The default is `screen` where that is installed, which adds control sequences of its own.
        backend_type: "buffered",
      },
    },
    call,
  );
  async function* output(): AsyncGenerator<Uint8Array, void> {
    for await (const frame of socket) yield typeof frame === "string" ? Buffer.from(frame) : frame;
  }
  const send = (input: object) => {
    socket.send(Buffer.from(JSON.stringify(input)));
  };
  return {
    [Symbol.asyncIterator]: output,
    write: (text) => {
      send({ data: text });
    },
    resize: (height, width) => {
      send({ height, width });
    },
    close: () => {
      socket.close();
    },
    closeCode: socket.closed.then(({ code }) => code),
  };
}
