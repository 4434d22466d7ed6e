import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { rows } from "../models/coder/common";
import { organizationSchema, userSchema } from "../models/coder/user";
import type { UserRepository } from "./deployment";
import { remember } from "./remember";

const organizationsSchema = rows(organizationSchema);

/** Users of a deployment; the token's own user is asked for once. */
export function userRepository(client: CoderClient): UserRepository {
  return {
    me: remember((call) =>
      client.json(
        routes.user,
        { params: { user: "me" }, schema: userSchema, subject: { kind: "user", name: "me" } },
        call,
      ),
    ),
    organizations: (call) =>
      client.json(routes.userOrganizations, { params: { user: "me" }, schema: organizationsSchema }, call),
  };
}
