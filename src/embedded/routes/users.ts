import { addToken } from "../engine/accounts";
import type { Context } from "../http/context";
import { HttpError } from "../http/errors";
import { readBody } from "../http/goJson";
import { page } from "../http/page";
import { json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { iso } from "../render/time";
import { renderUser } from "../render/user";
import { userOf } from "../rules/access";
import { checkKeys, list, parseTerms } from "../rules/searchTerms";
import type { Token } from "../state/types";

const hour = 3_600_000;
/** Nanoseconds, as Coder counts token lifetimes: 100 years on new builds, a week on 2.26. */
const longestLifetime = (old: boolean) => (old ? 168 * hour : 100 * 365 * 24 * hour) * 1e6;

function listUsers(context: Context): Reply {
  const terms = parseTerms("user", context.query.get("q") ?? "", (term) => [["search", term]]);
  checkKeys("user", terms, ["search", "status", "role", "last_seen_before", "last_seen_after", "login_type"]);
  const text = terms.get("search")?.at(-1) ?? "";
  const statuses = list(terms, "status");
  const visible = [...context.store.users.values()].filter(
    (user) =>
      (context.isOwner || user.id === context.user.id) &&
      `${user.username} ${user.email}`.toLowerCase().includes(text) &&
      (statuses.length === 0 || statuses.includes("active")),
  );
  return json({
    users: page(context.query, visible).map((user) => renderUser(context.deployment, user)),
    count: visible.length,
  });
}

async function createToken(context: Context): Promise<Reply> {
  const user = userOf(context);
  const body = await readBody(context, "CreateTokenRequest", {
    token_name: "string",
    lifetime: "int64",
    scope: "string",
  });
  const { old } = context.generation;
  const name = body.token_name ?? `token-${Date.now()}`;
  if (body.scope !== undefined && body.scope !== "all" && body.scope !== "application_connect") {
    const detail = `generate API key: invalid API key scope: "${body.scope}"`;
    throw new HttpError(500, "Failed to create API key.", detail);
  }
  if ((body.lifetime ?? 0) > longestLifetime(old)) {
    throw new HttpError(
      400,
      "Failed to validate create API key request.",
      `lifetime must be less than ${longestLifetime(old) / 1e6 / hour}h0m0s`,
    );
  }
  for (const token of context.store.tokens.values()) {
    if (token.userId !== user.id || token.name !== name) continue;
    throw new HttpError(409, `A token with name "${name}" already exists.`, undefined, [
      { field: "name", detail: "This value is already in use and should be unique." },
    ]);
  }
  const lifetimeMs = body.lifetime === undefined || body.lifetime === 0 ? 168 * hour : body.lifetime / 1e6;
  return json({ key: addToken(context.deployment, user, name, lifetimeMs, body.scope ?? "all") }, 201);
}

function listTokens(context: Context): Reply {
  const user = userOf(context);
  const tokens = [...context.store.tokens.values()].filter(
    (token) => token.userId === user.id && token.loginType === "token" && token.expiresAt > Date.now(),
  );
  return json(tokens.map((token) => renderToken(token, context)));
}

function renderToken(token: Token, { generation, user }: Context) {
  return {
    id: token.id,
    user_id: token.userId,
    last_used: token.lastUsedAt === 0 ? "0001-01-01T00:00:00Z" : iso(token.lastUsedAt),
    expires_at: iso(token.expiresAt),
    created_at: iso(token.createdAt),
    updated_at: iso(token.createdAt),
    login_type: token.loginType,
    scope: token.scope,
    ...(generation.old ? {} : { scopes: [`coder:${token.scope}`] }),
    token_name: token.name,
    lifetime_seconds: token.lifetimeSeconds,
    username: user.username,
  };
}

async function logIn(context: Context): Promise<Reply> {
  const body = await readBody(context, "LoginWithPasswordRequest", { email: "string", password: "string" });
  for (const user of context.store.users.values()) {
    if (user.email !== body.email || user.password !== body.password) continue;
    return json({ session_token: addToken(context.deployment, user, `login-${Date.now()}`, 24 * hour) }, 201);
  }
  throw new HttpError(401, "Incorrect email or password.");
}

/** Owners may do everything, members what concerns workspaces, and chats where they have the role for it. */
async function authCheck(context: Context): Promise<Reply> {
  const { checks } = await readBody(context, "AuthorizationRequest", { checks: "map" });
  const answers = Object.entries(checks ?? {}).map(([name, check]) => {
    const object: unknown = typeof check === "object" && check !== null ? Reflect.get(check, "object") : null;
    const type: unknown =
      typeof object === "object" && object !== null ? Reflect.get(object, "resource_type") : "";
    const mayChat = type === "chat" && context.deployment.chats.agentUsers.has(context.user.id);
    return [name, context.isOwner || type === "workspace" || type === "task" || mayChat] as const;
  });
  return json(Object.fromEntries(answers));
}

export const userRoutes: readonly Route[] = [
  { method: "POST", path: "/api/v2/users/login", auth: "none", handler: logIn },
  { method: "POST", path: "/api/v2/authcheck", handler: authCheck },
  {
    method: "GET",
    path: "/api/v2/users/first",
    auth: "none",
    handler: ({ deployment }) => {
      if (deployment.faults.noFirstUser) throw new HttpError(404, "The initial user has not been created!");
      return json({ message: "The initial user has already been created!" });
    },
  },
  {
    method: "GET",
    path: "/api/v2/users/authmethods",
    auth: "none",
    handler: () =>
      json({
        password: { enabled: true },
        github: { enabled: false, default_provider_configured: false },
        oidc: { enabled: false, signInText: "", iconUrl: "" },
      }),
  },
  { method: "GET", path: "/api/v2/users", handler: listUsers },
  {
    method: "GET",
    path: "/api/v2/users/{user}",
    handler: (context) => json(renderUser(context.deployment, userOf(context))),
  },
  {
    method: "GET",
    path: "/api/v2/users/{user}/roles",
    handler: (context) =>
      json({ roles: userOf(context).roles, organization_roles: { [context.deployment.organizationId]: [] } }),
  },
  {
    method: "GET",
    path: "/api/v2/users/{user}/login-type",
    handler: (context) => {
      userOf(context);
      return json({ login_type: "password" });
    },
  },
  { method: "POST", path: "/api/v2/users/{user}/keys/tokens", handler: createToken },
  { method: "GET", path: "/api/v2/users/{user}/keys/tokens", handler: listTokens },
  {
    method: "GET",
    path: "/api/v2/users/{user}/keys/tokens/tokenconfig",
    handler: ({ generation }) => json({ max_token_lifetime: longestLifetime(generation.old) }),
  },
];
