/** The URL of a request. */
import type { RequestOptions } from "./options";
import { fillPath } from "./path";
import type { Route } from "./routes";

/**
 * @param base origin of the deployment, with its path prefix if it has one, without a trailing slash
 * @throws ValidationError(bad_argument) as `fillPath` does
 */
export function requestUrl(base: string, route: Route, options: RequestOptions): URL {
  const url = new URL(base + fillPath(route.path, options.params));
  for (const [name, value] of Object.entries(options.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value));
  }
  return url;
}
