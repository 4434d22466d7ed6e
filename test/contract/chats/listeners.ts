/** Sockets of a session, listened to beside the rest. */
import { exchangeFrames, type Prepared } from "../driver/exchange";
import type { Answer, RecordedRequest } from "../recordings/recording";
import { chatIn } from "./chatFinder";

interface Listener {
  /** In the time of the session. */
  readonly openedAt: number;
  readonly heard: Promise<Answer>;
  readonly stopListening: () => void;
  readonly hangUp: () => void;
}

/** Who listened for longer than this after the last word hung up when it was written down; others did later. */
const patienceMs = 3000;
/** Longest life of a socket, milliseconds of real time. */
const limitMs = 120_000;

export class Listeners {
  readonly #listeners = new Map<RecordedRequest, Listener[]>();
  readonly #keep: (request: RecordedRequest, answer: Answer) => void;

  /** @param keep takes what was heard, when it is over */
  constructor(keep: (request: RecordedRequest, answer: Answer) => void) {
    this.#keep = keep;
  }

  /** Resolves when the socket is open, or refused. @param openedAt in the time of the session */
  async open(request: RecordedRequest, prepared: Prepared, openedAt: number): Promise<void> {
    const [until, hangUp] = signal();
    const [listenUntil, stopListening] = signal();
    await new Promise<void>((opened) => {
      const heard = exchangeFrames(prepared, request.socket?.frames ?? [], {
        hangUpAfterMs: null,
        limitMs,
        speed: Infinity,
        opened,
        until,
        listenUntil,
      });
      const listener = { openedAt, heard, hangUp, stopListening };
      this.#listeners.set(request, [...(this.#listeners.get(request) ?? []), listener]);
    });
  }

  /** It was written down: what comes after is not its business. Hanging up marks a stream as read. */
  async close(request: RecordedRequest): Promise<void> {
    const { sentAt, endedAt } = request;
    const hungUp = ({ openedAt }: Listener) =>
      chatIn(request) === undefined || sentAt === endedAt || sentAt - openedAt > patienceMs;
    const listeners = this.#listeners.get(request) ?? [];
    for (const listener of listeners) listener.stopListening();
    this.#listeners.set(
      request,
      listeners.filter((one) => !hungUp(one)),
    );
    for (const listener of listeners.filter(hungUp)) await this.#end(request, listener);
  }

  async closeAll(): Promise<void> {
    for (const [request, listeners] of this.#listeners) {
      for (const listener of listeners) await this.#end(request, listener);
    }
    this.#listeners.clear();
  }

  async #end(request: RecordedRequest, { hangUp, heard }: Listener): Promise<void> {
    hangUp();
    this.#keep(request, await heard);
  }
}

/** A promise, and what fulfils it. */
function signal(): readonly [Promise<void>, () => void] {
  let fulfil: () => void = () => undefined;
  const promise = new Promise<void>((resolve) => (fulfil = resolve));
  return [promise, fulfil];
}
