/** Where a redirect may lead: to the same origin only, because the session token goes with the request. */
import { unexpectedAnswer, signedOut, upstreamDetails } from "./responseErrors";
import type { Answer } from "./answer";
import type { Route } from "./routes";

const MAX_REDIRECTS = 3;

/** Redirects that keep method and body; the others turn a request into a GET. */
const KEEP_METHOD: ReadonlySet<number> = new Set([307, 308]);
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, ...KEEP_METHOD]);

/**
 * The URL to ask next; undefined where the answer is no redirect.
 * @param followed redirects followed so far
 * @throws AuthenticationError where it leads to the login page: Coder's answer to people without a session
 * @throws CoderApiError(unexpected_answer) where it leads elsewhere, too often, or would change the method
 */
export function redirectTarget(answer: Answer, from: URL, route: Route, followed: number): URL | undefined {
  if (!REDIRECTS.has(answer.status)) return undefined;
  const details = upstreamDetails(answer);
  const target = parseLocation(answer.location, from);
  if (target === undefined) throw unexpectedAnswer(route, "a redirect without a valid target", details);
  if (target.origin !== from.origin) {
    throw unexpectedAnswer(
      route,
      `a redirect to another origin, ${target.origin}, which the session token is not sent to`,
      details,
    );
  }
  if (target.pathname.endsWith("/login")) throw signedOut(details);
  if (route.method !== "GET" && !KEEP_METHOD.has(answer.status)) {
    throw unexpectedAnswer(route, `a redirect (${answer.status}) of a ${route.method} request`, details);
  }
  if (followed >= MAX_REDIRECTS) throw unexpectedAnswer(route, "too many redirects", details);
  return target;
}

function parseLocation(location: string | undefined, from: URL): URL | undefined {
  return location !== undefined && URL.canParse(location, from.href) ? new URL(location, from) : undefined;
}
