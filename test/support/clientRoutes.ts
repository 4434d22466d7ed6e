/** The client's own route table (src/clients/routes.ts), flat and with patterns to recognize requests by. */
import { type Route, routes } from "../../src/clients/routes";

export interface ClientRoute {
  /** Its key in the table; `group_key` in a group. */
  readonly name: string;
  readonly route: Route;
  readonly path: RegExp;
}

type Entry = Route | Readonly<Record<string, Route>>;

export const clientRoutes: readonly ClientRoute[] = Object.entries<Entry>(routes).flatMap(([name, entry]) =>
  isRoute(entry)
    ? [clientRoute(name, entry)]
    : Object.entries(entry).map(([key, route]) => clientRoute(`${name}_${key}`, route)),
);

function isRoute(entry: Entry): entry is Route {
  return typeof entry.method === "string";
}

/** `{x}` is one part of a path, `{x*}` the rest of it. */
function clientRoute(name: string, route: Route): ClientRoute {
  const parts = route.path.split(/(\{\w+\*?\})/).map((part) => {
    if (/^\{\w+\*\}$/.test(part)) return ".*";
    if (/^\{\w+\}$/.test(part)) return "[^/]+";
    return part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  });
  return { name, route, path: new RegExp(`^${parts.join("")}$`) };
}
