import type { WebSocket } from "ws";
import type { Deployment } from "../deployment";
import type { Context } from "./context";
import type { Reply } from "./reply";

/**
 * One row of a route table. `{x}` in a path is one decoded path part (`params.x`), `{x*}` at the end is the
 * rest. `auth: "none"` leaves `context.user` unset; the default is a signed-in user.
 */
export type Route = (HttpRoute | SocketRoute) & {
  /** Whether this deployment has it at the moment; absent: always. */
  readonly isServed?: (deployment: Deployment) => boolean;
};

/** A route that is answered once. */
export interface HttpRoute {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE" | "*";
  readonly path: string;
  readonly auth?: "user" | "none";
  readonly handler: (context: Context) => Reply | Promise<Reply>;
}

/**
 * A WebSocket. `open` runs before the upgrade and may throw HttpError, which is answered as plain HTTP; the
 * function it returns gets the open socket. The same path may also have a GET row for plain requests.
 */
export interface SocketRoute {
  readonly method: "SOCKET";
  readonly path: string;
  readonly auth?: "user" | "none";
  readonly open: (context: Context) => Promise<SocketHandler> | SocketHandler;
}

/** Serves an open WebSocket. */
export type SocketHandler = (socket: WebSocket) => void;
