/** What of a folder is compared: every request our client can make, by its own route table. */
import { type Route, routes } from "../../src/clients/routes";
import type { RecordedRequest } from "./recordings/recording";

interface Pattern {
  readonly route: Route;
  readonly path: RegExp;
}

const patterns: readonly Pattern[] = Object.values(routes)
  .flatMap((entry): readonly Route[] => (isRoute(entry) ? [entry] : Object.values<Route>(entry)))
  .map((route) => ({ route, path: pathPattern(route.path) }));

function isRoute(entry: Route | Readonly<Record<string, Route>>): entry is Route {
  return typeof entry.method === "string";
}

/** `{x}` is one part of a path, `{x*}` the rest of it. */
function pathPattern(path: string): RegExp {
  const parts = path.split(/(\{\w+\*?\})/).map((part) => {
    if (/^\{\w+\*\}$/.test(part)) return ".*";
    if (/^\{\w+\}$/.test(part)) return "[^/]+";
    return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return new RegExp(`^${parts.join("")}$`);
}

/** The route of our client that makes this request; undefined when it is out of scope. */
export function routeOf(request: RecordedRequest): Route | undefined {
  const form = formOf(request);
  return patterns.find(
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

/** Areas whose routes belong to later work: the Chats API, OAuth sign-in and Coder's own MCP server. */
const laterAreas = /^[^/]+\/(chats|oauth|mcp)[^/]*\//;

export type Scope = "in" | "not ours" | "later";

export function scopeOf(request: RecordedRequest): Scope {
  if (laterAreas.test(request.file)) return "later";
  return routeOf(request) === undefined ? "not ours" : "in";
}
