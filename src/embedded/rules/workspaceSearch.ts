import type { Context } from "../http/context";
import type { Validation } from "../http/errors";
import { isUuid } from "../http/uuid";
import { promptParameter } from "../state/blueprint";
import { currentAgent, latestBuild } from "../state/store";
import type { Build, User, Workspace } from "../state/types";
import { maySee } from "./access";
import { bool, checkKeys, invalidSearch, list, parseTerms, type Terms, words } from "./searchTerms";
import { agentHealth, workspaceStatus } from "./status";

const kind = "workspace";
const keys = [
  "owner",
  "name",
  "template",
  "status",
  "id",
  "has-agent",
  "dormant",
  "last_used_after",
  "last_used_before",
  "has-ai-task",
  "has_external_agent",
  "organization",
  "outdated",
  "param",
  "shared",
];
const newKeys = [...keys, "healthy", "include_agent_metadata", "shared_with_user", "shared_with_group"];
const statuses = [
  "pending",
  "starting",
  "running",
  "stopping",
  "failed",
  "canceling",
  "canceled",
  "stopped",
  "deleting",
  "deleted",
];
const agentStatuses = ["timeout", "connecting", "disconnected", "connected"];

type Filter = (workspace: Workspace) => boolean;

/**
 * The workspaces a query finds for the caller, in Coder's order: own favourites, then running ones, then by
 * owner and name.
 * @throws HttpError 400 for a bad query
 */
export function searchWorkspaces(context: Context, query: string): Workspace[] {
  const terms = parseTerms(kind, query, ownerAndName);
  checkKeys(kind, terms, context.generation.old ? keys : newKeys);
  const filters = filtersOf(context, terms);
  const found: Workspace[] = [];
  for (const workspace of context.store.workspaces.values()) {
    if (workspace.deleted || !maySee(context.user, workspace)) continue;
    if (filters.every((fits) => fits(workspace))) found.push(workspace);
  }
  return sorted(context, found);
}

/** A bare term is a name, `owner/name` both. */
function ownerAndName(term: string): readonly (readonly [string, string])[] | Validation {
  const parts = term.split("/");
  if (parts.length > 2) {
    return { field: "q", detail: `Query element "${term}" can only contain 1 '/'` };
  }
  const [first = "", second] = parts;
  return second === undefined
    ? [["name", first]]
    : [
        ["owner", first],
        ["name", second],
      ];
}

function filtersOf(context: Context, terms: Terms): Filter[] {
  const { store, deployment, user } = context;
  const filters: Filter[] = [];
  const when = <T>(value: T | null | undefined, filter: (value: T, workspace: Workspace) => boolean) => {
    if (value !== null && value !== undefined) filters.push((workspace) => filter(value, workspace));
  };
  const some = (values: readonly string[]) => (values.length === 0 ? null : values);

  when(terms.get("owner")?.at(-1), (owner, workspace) => {
    const name = owner === "me" ? user.username : owner;
    return store.user(workspace.ownerId).username.toLowerCase() === name;
  });
  when(terms.get("name")?.at(-1), (name, workspace) => workspace.name.toLowerCase().includes(name));
  when(
    terms.get("template")?.at(-1),
    (name, workspace) => store.template(workspace.templateId).name.toLowerCase() === name,
  );
  when(terms.get("organization")?.at(-1), (name) =>
    [deployment.organizationName, deployment.organizationId].includes(name),
  );
  when(some(ids(terms)), (wanted, workspace) => wanted.includes(workspace.id));
  when(some(words(kind, terms, "status", statuses)), (wanted, workspace) =>
    wanted.includes(workspaceStatus(workspace)),
  );
  when(some(words(kind, terms, "has-agent", agentStatuses)), (wanted, workspace) =>
    wanted.includes(currentAgent(workspace)?.connection ?? ""),
  );
  when(bool(kind, terms, "dormant"), (dormant, workspace) => (workspace.dormantAt !== null) === dormant);
  when(bool(kind, terms, "outdated"), (outdated, workspace) => {
    const template = store.template(workspace.templateId);
    return (latestBuild(workspace).templateVersionId !== template.activeVersionId) === outdated;
  });
  when(bool(kind, terms, "has-ai-task"), (wanted, workspace) => hasAiTask(context, workspace) === wanted);
  when(bool(kind, terms, "has_external_agent"), (wanted) => !wanted);
  when(bool(kind, terms, "shared"), (wanted) => !wanted);
  when(bool(kind, terms, "healthy"), (wanted, workspace) => {
    const agent = currentAgent(workspace);
    return agent !== null && agentHealth(agent).healthy === wanted;
  });
  when(moment(terms, "last_used_after"), (at, workspace) => workspace.lastUsedAt > at);
  when(moment(terms, "last_used_before"), (at, workspace) => workspace.lastUsedAt < at);
  for (const wanted of terms.get("param") ?? []) {
    const [name = "", ...value] = wanted.split("=");
    filters.push((workspace) =>
      latestBuild(workspace).parameters.some(
        (parameter) =>
          parameter.name.toLowerCase() === name &&
          (value.length === 0 || parameter.value.toLowerCase() === value.join("=")),
      ),
    );
  }
  return filters;
}

/** An unfinished build of an agent's workspace counts before its outcome is known. */
export function hasAiTask(context: Context, workspace: Workspace): boolean {
  const { hasAiTask: known, job, parameters } = latestBuild(workspace);
  if (known !== null) return known;
  if (job.completedAt !== null) return false;
  return context.generation.old
    ? parameters.some((parameter) => parameter.name === promptParameter)
    : workspace.task !== null;
}

function ids(terms: Terms): readonly string[] {
  const values = list(terms, "id");
  const wrong = values.find((value) => !isUuid(value));
  if (wrong === undefined) return values;
  const detail = `Query param "id" has invalid values: "${wrong}"`;
  throw invalidSearch(kind, [{ field: "id", detail }]);
}

function moment(terms: Terms, key: string): number | null {
  const value = terms.get(key)?.at(-1);
  if (value === undefined) return null;
  const at = Date.parse(value.toUpperCase());
  if (!Number.isNaN(at)) return at;
  const detail = `Query param "${key}" must be a valid date format (2006-01-02T15:04:05.999999999Z07:00): "${value}"`;
  throw invalidSearch(kind, [{ field: key, detail }]);
}

function sorted(context: Context, workspaces: Workspace[]): Workspace[] {
  const { user, store } = context;
  const rank = (workspace: Workspace) =>
    (isFavorite(user, workspace) ? 0 : 2) + (isUp(latestBuild(workspace)) ? 0 : 1);
  const keyed = workspaces.map((workspace) => ({
    workspace,
    rank: rank(workspace),
    key: `${store.user(workspace.ownerId).username.toLowerCase()}/${workspace.name.toLowerCase()}`,
  }));
  keyed.sort((a, b) => a.rank - b.rank || (a.key < b.key ? -1 : 1));
  return keyed.map(({ workspace }) => workspace);
}

const isFavorite = (user: User, workspace: Workspace) => workspace.favoriteOf.has(user.id);
const isUp = ({ job, transition }: Build) => transition === "start" && job.status === "succeeded";
