import type { Context } from "../../http/context";
import { HttpError } from "../../http/errors";
import { json, type Reply } from "../../http/reply";
import { isUuid } from "../../http/uuid";

const mostIds = 25;

/** `GET /chats/by-workspace?workspace_ids=a,b`: the latest chat of each that is not archived. */
export function byWorkspace(context: Context): Reply {
  const ids = (context.query.get("workspace_ids") ?? "").split(",").filter((id) => id !== "");
  if (ids.length > mostIds) throw new HttpError(400, `Too many workspace IDs, maximum is ${mostIds}.`);
  const wrong = ids.find((id) => !isUuid(id));
  if (wrong !== undefined) throw new HttpError(400, `Invalid workspace ID ${JSON.stringify(wrong)}.`);
  const wanted = new Set(ids.map((id) => id.toLowerCase()));
  const found: Record<string, string> = {};
  const chats = [...context.deployment.chats.chats.values()].sort(
    (one, other) => one.createdAt - other.createdAt,
  );
  for (const { id, ownerId, parentId, archived, workspaceId } of chats) {
    if (archived || parentId !== null || workspaceId === null || !wanted.has(workspaceId)) continue;
    if (ownerId === context.user.id || context.isOwner) found[workspaceId] = id;
  }
  return json(found);
}
