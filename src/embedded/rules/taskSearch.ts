import type { Context } from "../http/context";
import { HttpError } from "../http/errors";
import { statusOfTask } from "../render/task";
import type { Workspace } from "../state/types";
import { maySee } from "./access";
import { checkKeys, invalidSearch, parseTerms } from "./searchTerms";

const kind = "task";
const statuses = ["pending", "initializing", "active", "paused", "unknown", "error"];

/**
 * The tasks a query finds for the caller, newest first.
 * @throws HttpError 400 for a bad key or owner, 500 for an unknown status (as the real server does)
 */
export function searchTasks(context: Context, query: string): Workspace[] {
  const { store, deployment, user } = context;
  const terms = parseTerms(kind, query, (term) => [["owner", term]]);
  checkKeys(kind, terms, ["owner", "organization", "status"]);
  const status = terms.get("status")?.at(-1);
  if (status !== undefined && !statuses.includes(status)) {
    throw new HttpError(
      500,
      "Internal error fetching tasks.",
      `fetch object: pq: invalid input value for enum task_status: "${status}"`,
    );
  }
  const ownerId = ownerIdOf(context, terms.get("owner")?.at(-1));
  const organization = terms.get("organization")?.at(-1);
  if (
    organization !== undefined &&
    ![deployment.organizationName, deployment.organizationId].includes(organization)
  ) {
    const detail = `Query param "organization" has invalid value: organization "${organization}" either does not exist, or you are unauthorized to view it`;
    throw invalidSearch(kind, [{ field: "organization", detail }]);
  }
  const found: Workspace[] = [];
  for (const workspace of store.workspaces.values()) {
    if (workspace.task === null || store.workspaceByTask(workspace.task.id) === undefined) continue;
    if (!maySee(user, workspace)) continue;
    if (ownerId !== null && workspace.ownerId !== ownerId) continue;
    if (status !== undefined && statusOfTask(deployment, workspace) !== status) continue;
    found.push(workspace);
  }
  return found.sort((a, b) => b.createdAt - a.createdAt);
}

function ownerIdOf(context: Context, name: string | undefined): string | null {
  if (name === undefined) return null;
  const owner = context.store.findUser(name, context.user);
  if (owner !== undefined && (context.isOwner || owner.id === context.user.id)) return owner.id;
  const detail = `Query param "owner" has invalid value: user "${name}" either does not exist, or you are unauthorized to view them`;
  throw invalidSearch(kind, [{ field: "owner", detail }]);
}
