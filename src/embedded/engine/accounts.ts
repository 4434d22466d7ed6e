import type { Deployment } from "../deployment";
import { secretText } from "../state/random";
import type { Token, User } from "../state/types";

const week = 7 * 24 * 3_600_000;

/** Makes a user; nobody knows the password. */
export function addUser(
  deployment: Deployment,
  given: Pick<User, "id" | "username" | "name" | "roles" | "createdAt" | "lastSeenAt">,
): User {
  const user: User = {
    ...given,
    email: `${given.username}@example.com`,
    password: secretText(16),
    updatedAt: given.createdAt,
  };
  deployment.store.users.set(user.id, user);
  return user;
}

/** Makes a token for a user, good for a week unless told otherwise; gives the text that a client sends. */
export function addToken(
  deployment: Deployment,
  user: User,
  name: string,
  lifetimeMs = week,
  scope: Token["scope"] = "all",
): string {
  const now = Date.now();
  const token: Token = {
    id: secretText(10),
    secret: secretText(22),
    userId: user.id,
    name,
    loginType: "token",
    createdAt: now,
    expiresAt: now + lifetimeMs,
    lastUsedAt: 0,
    lifetimeSeconds: Math.round(lifetimeMs / 1000),
    scope,
  };
  deployment.store.tokens.set(token.id, token);
  return `${token.id}-${token.secret}`;
}
