import type { CoderClient } from "../clients/coderClient";
import { routes } from "../clients/routes";
import { userSchema } from "../models/coder/user";
import type { UserRepository } from "./deployment";
import { remember } from "./remember";

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
  };
}
