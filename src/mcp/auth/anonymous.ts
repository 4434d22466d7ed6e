import type { Fleet } from "../../services/fleet";
import { scopesUpTo } from "../principal";
import type { Authenticator } from "./authenticator";

/** `--auth none`: whoever reaches us may do what the server's own token may. Counted by address. */
export function anonymousCallers(fleet: () => Promise<Fleet>): Authenticator {
  const scopes = scopesUpTo("admin");
  return {
    authenticate: ({ address }) =>
      Promise.resolve({
        id: `anonymous:${address}`,
        name: `anybody at ${address}`,
        kind: "anonymous",
        scopes,
        fleet,
      }),
    close: () => undefined,
  };
}
