import type { HttpRoute, Route, SocketRoute } from "./route";

/** What the table says about a method and path. */
export type Match<R extends Route> =
  | { readonly kind: "found"; readonly route: R; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: "wrong_method"; readonly allow: string }
  | { readonly kind: "none" };

interface Compiled<R extends Route> {
  readonly route: R;
  readonly pattern: RegExp;
  readonly names: readonly string[];
}

/** Finds rows of a route table. A row is tried only when its number of path parts fits, so tables may be long. */
export class Router {
  readonly #http: readonly Compiled<HttpRoute>[];
  readonly #sockets: readonly Compiled<SocketRoute>[];

  readonly #isServed: (route: Route) => boolean;

  constructor(routes: readonly Route[], isServed: (route: Route) => boolean) {
    this.#isServed = isServed;
    this.#http = routes.flatMap((route) => (route.method === "SOCKET" ? [] : [compile(route)]));
    this.#sockets = routes.flatMap((route) => (route.method === "SOCKET" ? [compile(route)] : []));
  }

  find(method: string, path: string): Match<HttpRoute> {
    const allow: string[] = [];
    for (const { route, pattern, names } of this.#http) {
      const values = pattern.exec(path);
      if (values === null || !this.#isServed(route)) continue;
      if (route.method === method || route.method === "*") {
        const params = decode(names, values);
        return params === null ? { kind: "none" } : { kind: "found", route, params };
      }
      allow.push(route.method);
    }
    return allow.length === 0 ? { kind: "none" } : { kind: "wrong_method", allow: allow.join(", ") };
  }

  findSocket(path: string): Match<SocketRoute> {
    for (const { route, pattern, names } of this.#sockets) {
      const values = pattern.exec(path);
      const params = values === null || !this.#isServed(route) ? null : decode(names, values);
      if (params !== null) return { kind: "found", route, params };
    }
    return { kind: "none" };
  }
}

function compile<R extends Route>(route: R): Compiled<R> {
  const names: string[] = [];
  const pattern = route.path
    .replace(/[.+]/g, "\\$&")
    .replace(/\{(\w+)(\*?)\}/g, (_whole, name: string, rest) => {
      names.push(name);
      return rest === "*" ? "(.*)" : "([^/]+)";
    });
  return { route, pattern: new RegExp(`^${pattern}$`), names };
}

/** Null when a path part is not valid percent-encoding. */
function decode(names: readonly string[], values: readonly string[]): Record<string, string> | null {
  try {
    return Object.fromEntries(
      names.map((name, index) => [name, decodeURIComponent(values[index + 1] ?? "")]),
    );
  } catch {
    return null;
  }
}
