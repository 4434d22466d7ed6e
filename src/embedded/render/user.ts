import type { Deployment } from "../deployment";
import type { User } from "../state/types";
import { iso } from "./time";

/** A user as the API shows it. */
export function renderUser(deployment: Deployment, user: User) {
  return {
    id: user.id,
    username: user.username,
    name: user.name,
    email: user.email,
    created_at: iso(user.createdAt),
    updated_at: iso(user.updatedAt),
    last_seen_at: iso(user.lastSeenAt),
    status: "active",
    login_type: "password",
    organization_ids: [deployment.organizationId],
    roles: user.roles.map((role) => ({ name: role, display_name: "Owner" })),
    ...(deployment.generation.old ? {} : { has_ai_seat: false }),
  };
}

/** The only organization as the API shows it. */
export function renderOrganization(deployment: Deployment) {
  return {
    id: deployment.organizationId,
    name: deployment.organizationName,
    display_name: "Coder",
    icon: "",
    description: "Builtin default organization.",
    created_at: iso(deployment.foundedAt),
    updated_at: iso(deployment.foundedAt),
    is_default: true,
    ...(deployment.generation.old ? {} : { default_org_member_roles: ["organization-workspace-access"] }),
  };
}
