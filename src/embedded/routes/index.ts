import type { Generation } from "../generation";
import type { Route } from "../http/route";

/** All routes of a build of Coder, the first match wins. */
export function routesOf(_generation: Generation): readonly Route[] {
  return [];
}
