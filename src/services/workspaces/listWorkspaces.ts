import type { Call } from "../../models/call";
import type { Workspace } from "../../models/coder/workspace";
import type { OwnerScope } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { type Page, pageOf } from "../paging";
import { findTemplate } from "../templates/findTemplate";
import { wordOf } from "../wordOf";
import { allowedWorkspaces } from "../workspacePolicy";

/** Coder's words, as its search takes them. */
const WORKSPACE_STATUSES = [
  "pending",
  "starting",
  "running",
  "stopping",
  "stopped",
  "failed",
  "canceling",
  "canceled",
  "deleting",
  "deleted",
] as const;

/** Which workspaces; what is absent narrows nothing. */
export interface ListWorkspacesRequest {
  readonly owner: OwnerScope;
  /** A status word in any case. */
  readonly status?: string | undefined;
  /** Name, display name or id of a template. */
  readonly template?: string | undefined;
  /** From 1. */
  readonly page: number;
  readonly pageSize: number;
}

/**
 * One page of the workspaces that match, in Coder's order (favourites first): one request, two with a template.
 * Under a workspace filter the whole list is asked for, so that page and total count what is allowed.
 * @throws ValidationError(bad_argument) for an unknown status word, (missing_template).
 */
export async function listWorkspaces(
  fleet: Fleet,
  request: ListWorkspacesRequest,
  call: Call,
): Promise<Page<Workspace>> {
  const { page, pageSize } = request;
  const status =
    request.status === undefined
      ? undefined
      : wordOf(WORKSPACE_STATUSES, request.status, "a workspace status");
  const template =
    request.template === undefined ? undefined : (await findTemplate(fleet, request.template, call)).name;
  const query = { owner: request.owner, status, template };
  if (fleet.workspaceFilter !== null) {
    const { workspaces } = await fleet.deployment.workspaces.search(query, call);
    return pageOf(await allowedWorkspaces(fleet, workspaces, call), page, pageSize);
  }
  const { workspaces, count } = await fleet.deployment.workspaces.search(
    { ...query, limit: pageSize, offset: (page - 1) * pageSize },
    call,
  );
  return { items: workspaces, totalCount: count, page, pageSize };
}
