import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { rows } from "../models/coder/common";
import { organizationSchema, userSchema } from "../models/coder/user";
import { FleetError } from "../models/errors";
import { noSuchUser } from "./agents/refusals";
import type { UserRepository } from "./deployment";
import { isUnknownUser } from "./missing";
import { remember } from "./remember";

const organizationsSchema = rows(organizationSchema);

/** Users of a deployment; the token's own user is asked for once. */
export function userRepository(client: CoderClient): UserRepository {
  const verify: UserRepository["verify"] = (call) =>
    client.json(
      routes.user,
      { params: { user: "me" }, schema: userSchema, subject: { kind: "user", name: "me" } },
      call,
    );
  return {
    verify,
    me: remember(verify),
    organizations: (call) =>
      client.json(routes.userOrganizations, { params: { user: "me" }, schema: organizationsSchema }, call),
    async check(name, call) {
      try {
        await client.json(routes.user, { params: { user: name }, schema: userSchema }, call);
      } catch (error) {
        const unknown =
          error instanceof FleetError && (error.details?.status === 404 || isUnknownUser(error));
        throw unknown ? noSuchUser(name) : error;
      }
    },
  };
}
