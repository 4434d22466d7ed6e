import type { Reply } from "./reply";

/** A stream of server-sent events that is still open. */
export interface EventStream {
  /** Sends one event with a JSON body, or without a body when it is undefined. */
  send(event: string, data?: unknown): void;
}

/**
 * Answers with server-sent events.
 *
 * @param open starts sending; what it returns is called when the client has gone
 */
export function eventStream(open: (stream: EventStream) => () => void): Reply {
  return {
    kind: "stream",
    write: (response) => {
      response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-cache" });
      response.flushHeaders();
      const close = open({
        send: (event, data) => {
          const body = data === undefined ? "" : `data: ${JSON.stringify(data)}\n`;
          response.write(`event: ${event}\n${body}\n`);
        },
      });
      response.once("close", close);
    },
  };
}
