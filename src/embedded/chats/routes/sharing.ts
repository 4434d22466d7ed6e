/** Who else may read a chat. */
import type { Context } from "../../http/context";
import { forbidden, HttpError, type Validation } from "../../http/errors";
import { readBody } from "../../http/goJson";
import { empty, json, type Reply } from "../../http/reply";
import type { Route } from "../../http/route";
import { chatOf } from "./access";

function checkSharing({ deployment }: Context): void {
  if (deployment.chats.sharingEnabled) return;
  throw new HttpError(403, "Chat sharing is disabled for this deployment.");
}

function readAcl(context: Context): Reply {
  checkSharing(context);
  const chat = chatOf(context);
  const { deployment } = context;
  const group = {
    id: deployment.organizationId,
    name: "Everyone",
    display_name: "",
    organization_id: deployment.organizationId,
    role: "read",
  };
  return json({
    users: [...chat.readers].map((id) => {
      const { username, name } = deployment.store.user(id);
      return { id, username, name, role: "read" };
    }),
    groups: chat.sharedWithAll ? [group] : [],
  });
}

async function patchAcl(context: Context): Promise<Reply> {
  checkSharing(context);
  const chat = chatOf(context);
  const { user, deployment } = context;
  if (chat.ownerId !== user.id && !context.isOwner) throw forbidden();
  const body = await readBody(context, "UpdateChatACL", { user_roles: "map", group_roles: "map" });
  const users = Object.entries(body.user_roles ?? {});
  const groups = Object.entries(body.group_roles ?? {});
  if (users.some(([id]) => id.toLowerCase() === user.id)) {
    throw new HttpError(400, "Cannot change your own chat sharing role.");
  }
  const problems = [
    ...problemsOf("user_roles", "user", users, (id) => deployment.store.users.has(id)),
    ...problemsOf("group_roles", "group", groups, (id) => id === deployment.organizationId),
  ];
  if (problems.length > 0) {
    throw new HttpError(400, "Invalid request to update chat ACL.", undefined, problems);
  }
  for (const [id, role] of users) {
    if (role === "read") chat.readers.add(id.toLowerCase());
    else chat.readers.delete(id.toLowerCase());
  }
  for (const [, role] of groups) chat.sharedWithAll = role === "read";
  return empty();
}

function problemsOf(
  field: string,
  kind: string,
  roles: readonly (readonly [id: string, role: unknown])[],
  exists: (id: string) => boolean,
): readonly Validation[] {
  return roles.flatMap(([id, role]) => {
    if (role !== "read" && role !== "") {
      return [{ field, detail: `role ${JSON.stringify(role)} is not a valid chat role` }];
    }
    return exists(id.toLowerCase()) ? [] : [{ field, detail: `${kind} with ID ${id} does not exist` }];
  });
}

export const sharingRoutes: readonly Route[] = [
  { method: "GET", path: "/{chat}/acl", handler: readAcl },
  { method: "PATCH", path: "/{chat}/acl", handler: patchAcl },
];
