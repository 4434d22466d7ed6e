import type { WebSocket } from "ws";
import * as z from "zod";
import type { CommandOptions } from "./pseudoTerminal";
import type { TerminalSession, Viewer } from "./terminalSession";
import type { Terminals } from "./terminals";

/** What a client says when it opens a terminal. */
export interface ConnectionOptions extends CommandOptions {
  /** Workspace agent and reconnect id: the same key finds the same process. */
  key: string;
  /** 2.26 lets a finished terminal's connection break (1006); later builds close it (1000). */
  closesAbruptly: boolean;
}

const size = z.int().min(0).max(65_535).default(0);

/** What a client may send in one binary frame. Unknown keys are ignored; a size counts only when it has both. */
const inputSchema = z.object({ data: z.string().default(""), height: size, width: size });

/**
 * Joins a WebSocket to a terminal as Coder does: raw output in binary frames, JSON input in binary frames. A
 * text frame closes 1003, input that is not JSON ends the connection but not the process (facts: coder-api 7).
 */
export function connectTerminal(terminals: Terminals, socket: WebSocket, options: ConnectionOptions): void {
  let session: TerminalSession | null = null;
  const early: Buffer[] = [];
  const end = () => {
    if (options.closesAbruptly)
      afterSending(socket, () => {
        socket.terminate();
      });
    else socket.close(1000);
  };
  const viewer: Viewer = {
    output: (chunk) => {
      socket.send(chunk, { binary: true });
    },
    ended: end,
    backlog: () => socket.bufferedAmount,
  };

  const handle = (frame: Buffer) => {
    if (session === null) {
      early.push(frame);
      return;
    }
    const input = parseInput(frame.toString("utf8"));
    if (input === null) {
      end();
      return;
    }
    if (input.data !== "") session.write(input.data);
    if (input.height > 0 && input.width > 0) session.resize(input.height, input.width);
  };

  socket.on("message", (data, isBinary) => {
    if (!isBinary) socket.close(1003, "unexpected frame type read (expected MessageBinary): MessageText");
    else handle(Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer));
  });
  socket.on("close", () => {
    if (session !== null) terminals.leave(options.key, session, viewer);
  });

  terminals.join(options.key, options, viewer).then(
    (joined) => {
      session = joined;
      if (socket.readyState !== socket.OPEN) terminals.leave(options.key, joined, viewer);
      for (const frame of early.splice(0)) handle(frame);
    },
    (error: unknown) => {
      socket.close(1011, `dial: ${error instanceof Error ? error.message : String(error)}`.slice(0, 120));
    },
  );
}

/** Null when Coder's decoder would refuse it. */
function parseInput(text: string): z.output<typeof inputSchema> | null {
  try {
    return inputSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** Output already handed to the socket is sent before the connection breaks. */
function afterSending(socket: WebSocket, action: () => void): void {
  socket.ping(undefined, undefined, action);
}
