import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import type { Call } from "../models/call";
import { authCheckSchema } from "../models/coder/user";

/** Whether the token's user may make chats or workspaces of their own in an organization. */
export async function mayCreate(
  client: CoderClient,
  what: "chat" | "workspace",
  organizationId: string,
  call: Call,
): Promise<boolean> {
  const object = { resource_type: what, owner_id: "me", organization_id: organizationId };
  const body = { checks: { create: { object, action: "create" } } };
  const { create } = await client.json(routes.authCheck, { body, schema: authCheckSchema }, call);
  return create;
}
