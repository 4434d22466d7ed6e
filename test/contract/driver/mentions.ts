/** What a request speaks of: ids anywhere in it, and names where a route has a name. */
import type { RecordedRequest } from "../recordings/recording";

const uuid = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;

/** The id recorders ask for when they want none: never anybody's. */
const nobody = /^0{8}-0{4}-4000-8000-0{12}$|^0{8}(-0{4}){3}-0{12}$/;

const found = new WeakMap<RecordedRequest, readonly string[]>();

export function idsIn(request: RecordedRequest): readonly string[] {
  const ids = found.get(request) ?? findIds(request);
  found.set(request, ids);
  return ids;
}

function findIds(request: RecordedRequest): readonly string[] {
  const text = [
    decodeURIComponent(request.path),
    ...Object.values(request.query),
    JSON.stringify(request.body),
  ].join(" ");
  return [...new Set(text.match(uuid) ?? [])].filter((id) => !nobody.test(id));
}

const namedPaths = [
  /^\/api\/(?:v2|experimental)\/tasks\/(?<owner>[^/]+)\/(?<name>[^/]+)/,
  /^\/api\/v2\/users\/(?<owner>[^/]+)\/workspace\/(?<name>[^/]+)/,
  /^\/@(?<owner>[^/]+)\/(?<name>[^/.]+)/,
];

/** The owner and the workspace (or task, by name or id) in the path. */
export function namedIn(request: RecordedRequest): { owner: string; name: string } | undefined {
  for (const pattern of namedPaths) {
    const groups = pattern.exec(request.path)?.groups;
    if (groups?.["owner"] !== undefined && groups["name"] !== undefined) {
      return { owner: userOf(request, groups["owner"]), name: groups["name"] };
    }
  }
  return undefined;
}

/** The user name a path part means. */
function userOf(request: RecordedRequest, part: string): string {
  if (part !== "me") return part;
  return request.actor === "member" ? "mia" : "ada";
}

const createPaths = [
  /^\/api\/(?:v2|experimental)\/tasks\/([^/]+)$/,
  /^\/api\/v2\/users\/([^/]+)\/workspaces$/,
  /^\/api\/v2\/organizations\/[^/]+\/members\/([^/]+)\/workspaces$/,
];

/** A request that makes a workspace or task: for whom, and under which name if it says so. */
export function creationIn(
  request: RecordedRequest,
): { readonly owner: string; readonly name: string | undefined } | undefined {
  if (request.method !== "POST") return undefined;
  const owner = createPaths
    .map((pattern) => pattern.exec(request.path)?.[1])
    .find((part) => part !== undefined);
  return owner === undefined
    ? undefined
    : { owner: userOf(request, owner), name: textField(request.body, "name") };
}

export type Transition = "start" | "stop" | "delete";

/** A request for a build of an existing workspace, however it is asked for. */
export function transitionIn(request: RecordedRequest): Transition | undefined {
  const path = request.path;
  if (request.method === "POST" && /^\/api\/v2\/workspaces\/[^/]+\/builds$/.test(path)) {
    const transition = textField(request.body, "transition");
    return transition === "start" || transition === "stop" || transition === "delete"
      ? transition
      : undefined;
  }
  if (request.method === "DELETE" && /\/tasks\/[^/]+\/[^/]+$/.test(path)) return "delete";
  if (request.method !== "POST") return undefined;
  if (/^\/api\/v2\/tasks\/[^/]+\/[^/]+\/pause$/.test(path)) return "stop";
  return /^\/api\/v2\/tasks\/[^/]+\/[^/]+\/resume$/.test(path) ? "start" : undefined;
}

export function textField(body: unknown, key: string): string | undefined {
  if (typeof body !== "object" || body === null) return undefined;
  const value: unknown = Object.entries(body).find(([name]) => name === key)?.[1];
  return typeof value === "string" ? value : undefined;
}
