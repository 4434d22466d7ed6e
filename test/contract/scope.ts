/** What of a folder is compared: every request our client can make, by its own route table. */
import type { Route } from "../../src/clients/routes";
import { clientRoutes } from "../support/clientRoutes";
import type { RecordedRequest } from "./recordings/recording";

/** The route of our client that makes this request; undefined when it is out of scope. */
function routeOf(request: RecordedRequest): Route | undefined {
  const form = formOf(request);
  return clientRoutes.find(
    ({ route, path }) =>
      route.method === request.method &&
      path.test(request.path) &&
      (route.answer === "socket" || route.answer === "events" ? route.answer : "plain") === form,
  )?.route;
}

/** How the answer was asked for: a WebSocket, an event stream, or one body. */
function formOf(request: RecordedRequest): "socket" | "events" | "plain" {
  if (request.socket !== null) return "socket";
  const accept = Object.entries(request.headers).find(([name]) => name.toLowerCase() === "accept")?.[1];
  return accept?.includes("text/event-stream") === true ? "events" : "plain";
}

/** Areas whose routes belong to later work: OAuth sign-in and Coder's own MCP server. */
const laterAreas = /^[^/]+\/(oauth|mcp)[^/]*\//;

export type Scope = "in" | "not ours" | "later";

export function scopeOf(request: RecordedRequest): Scope {
  if (laterAreas.test(request.file)) return "later";
  return routeOf(request) === undefined ? "not ours" : "in";
}
