/** A WebSocket to the deployment: frames with back-pressure, errors in our own terms. */
import { Readable } from "node:stream";
import type { RawData, WebSocket } from "ws";
import type { Call } from "../models/call";
import { NetworkError, type FleetError } from "../models/errors";
import { canceledError, networkError, type RequestPlace } from "./networkErrors";

/** Frames kept for a slow reader before the connection is paused. */
const MAX_WAITING_FRAMES = 64;
/** How long the other side may take to answer a close, in milliseconds. */
const CLOSE_MS = 2_000;

/** Text frames as strings, binary ones as bytes. Iterate once; leaving the loop early closes the socket. */
export interface CoderSocket extends AsyncIterable<string | Uint8Array> {
  /** @throws NetworkError(unreachable) where the socket is no longer open */
  send(data: string | Uint8Array): void;
  /** Closes with code 1000; frames that have arrived can still be read. */
  close(): void;
  /** How it ended: 1006 where the connection ended without a close frame. Never rejects. */
  readonly closed: Promise<{ readonly code: number; readonly reason: string }>;
}

/**
 * Takes over a socket that is still connecting, so that no early frame is missed. The call's signal ends it
 * at any time; iteration then throws `NetworkError(canceled)`.
 */
export function wrapSocket(socket: WebSocket, place: RequestPlace, call: Call): CoderSocket {
  const frames = new Readable({
    objectMode: true,
    highWaterMark: MAX_WAITING_FRAMES,
    read: () => {
      socket.resume();
    },
  });
  let failure: FleetError | undefined;

  const onAbort = () => {
    failure = canceledError();
    socket.terminate();
  };
  call.signal.addEventListener("abort", onAbort, { once: true });
  socket.on("message", (data, isBinary) => {
    if (frames.destroyed) return;
    if (!frames.push(isBinary ? bytes(data) : bytes(data).toString())) socket.pause();
  });
  socket.on("error", (error) => {
    failure ??= networkError(error, place);
  });
  const closed = new Promise<{ code: number; reason: string }>((resolve) => {
    socket.on("close", (code, reason) => {
      call.signal.removeEventListener("abort", onAbort);
      frames.push(null);
      resolve({ code, reason: reason.toString() });
    });
  });

  const close = () => {
    socket.close(1000);
    const timer = setTimeout(() => {
      socket.terminate();
    }, CLOSE_MS);
    void closed.then(() => {
      clearTimeout(timer);
    });
  };

  async function* read(): AsyncGenerator<string | Uint8Array, void> {
    const source: AsyncIterable<string | Uint8Array> = frames;
    try {
      yield* source;
      if (failure !== undefined) throw failure;
    } finally {
      close();
      // What nobody reads any more must not hold back the close frame behind it.
      socket.resume();
    }
  }

  return {
    [Symbol.asyncIterator]: read,
    send: (data) => {
      if (socket.readyState !== socket.OPEN) throw notOpen(place);
      socket.send(data);
    },
    close,
    closed,
  };
}

function bytes(data: RawData): Buffer {
  if (Buffer.isBuffer(data)) return data;
  return Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data);
}

function notOpen(place: RequestPlace): NetworkError {
  return new NetworkError("unreachable", {
    message: `The connection to ${place.origin} is closed.`,
    hint: "Open it again.",
    retryable: true,
  });
}
