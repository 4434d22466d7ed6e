import * as z from "zod";
import type { Context } from "../../http/context";
import { forbidden, notFound } from "../../http/errors";
import { readJson } from "../../http/jsonBody";
import { json, type Reply } from "../../http/reply";
import type { Route } from "../../http/route";
import { iso } from "../../render/time";
import { checkOrganization } from "../../rules/access";

/** The organization role that lets a member have agents. */
const agentsAccess = "agents-access";

/** Replaces all organization roles of a member. @throws HttpError */
async function putRoles(context: Context): Promise<Reply> {
  checkOrganization(context);
  if (!context.isOwner) throw forbidden();
  const member = context.store.findUser(context.param("user"), context.user);
  if (member === undefined) throw notFound();
  const { roles } = await readJson(context, z.object({ roles: z.array(z.string()) }));
  const { agentUsers } = context.deployment.chats;
  if (roles.includes(agentsAccess)) agentUsers.add(member.id);
  else agentUsers.delete(member.id);
  return json({
    user_id: member.id,
    organization_id: context.deployment.organizationId,
    created_at: iso(member.createdAt),
    updated_at: iso(member.updatedAt),
    roles: agentUsers.has(member.id) ? [{ name: agentsAccess, display_name: "Coder Agents User" }] : [],
  });
}

export const memberRoutes: readonly Route[] = [
  { method: "PUT", path: "/api/v2/organizations/{organization}/members/{user}/roles", handler: putRoles },
];
