/** Test-only routes (control.ts): what a test cannot bring about with chats through Coder's own API. */
import * as z from "zod";
import type { Context } from "../http/context";
import { HttpError } from "../http/errors";
import { empty, json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { newId, secretText } from "../state/random";
import type { User } from "../state/types";
import { addToken } from "../seed/world";

const switches = z.object({
  /** Where the routes are; null: this build has none. */
  base: z.enum(["/api/experimental/chats", "/api/v2/chats"]).nullable().optional(),
  gateway: z.boolean().optional(),
  sharing: z.boolean().optional(),
  /** Forgets all providers and models: an administrator has not set any up. */
  no_models: z.boolean().optional(),
  /** A provider whose keys rest, as after many 429s. */
  resting_provider: z.string().optional(),
  /** Users who may have agents; replaces those who might. */
  agent_users: z.array(z.string()).optional(),
});

/** How long it rests. */
const restMs = 10 * 60_000;

const newUser = z.object({
  username: z.string(),
  name: z.string().default(""),
  is_owner: z.boolean().default(false),
});

const pullRequest = z.object({
  number: z.number().int().positive(),
  title: z.string(),
  branch: z.string(),
  changes_requested: z.boolean().default(false),
});

async function setSwitches(context: Context): Promise<Reply> {
  const { chats } = context.deployment;
  const body = await bodyOf(context, switches);
  if (body.base !== undefined) chats.base = body.base;
  if (body.gateway !== undefined) chats.gatewayEnabled = body.gateway;
  if (body.sharing !== undefined) chats.sharingEnabled = body.sharing;
  if (body.no_models === true) {
    chats.providers.clear();
    chats.models.clear();
  }
  const resting = chats.providers.get(body.resting_provider ?? "");
  if (resting !== undefined) resting.coolUntil = context.deployment.timers.now() + restMs;
  if (body.agent_users !== undefined) {
    chats.agentUsers.clear();
    for (const { id, username } of context.store.users.values()) {
      if (body.agent_users.includes(username)) chats.agentUsers.add(id);
    }
  }
  return empty();
}

/** Another member or site owner, with a token. */
async function addMember(context: Context): Promise<Reply> {
  const { username, name, is_owner: isOwner } = await bodyOf(context, newUser);
  const now = Date.now();
  const user: User = {
    id: newId(),
    username,
    name,
    email: `${username}@example.com`,
    password: secretText(16),
    roles: isOwner ? ["owner"] : [],
    createdAt: now,
    updatedAt: now,
    lastSeenAt: now,
  };
  context.store.users.set(user.id, user);
  return json({ id: user.id, token: addToken(context.deployment, user, "control") }, 201);
}

/** What a git provider would report of a chat's branch. */
async function setPullRequest(context: Context): Promise<Reply> {
  const chat = context.deployment.chats.chats.get(context.param("chat"));
  if (chat === undefined) throw new HttpError(404, "There is no such chat.");
  const { number, title, branch, changes_requested: changesRequested } = await bodyOf(context, pullRequest);
  chat.diffStatus = {
    url: `https://github.com/acme/widgets/pull/${number}`,
    number,
    state: "open",
    title,
    draft: false,
    changesRequested,
    approved: false,
    additions: 12,
    deletions: 3,
    changedFiles: 2,
    commits: 2,
    author: context.store.user(chat.ownerId).username,
    branch,
    refreshedAt: Date.now(),
  };
  return empty();
}

/** @throws HttpError 400 that says which field is wrong */
async function bodyOf<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  const text = (await context.body()).toString("utf8");
  try {
    return schema.parse(JSON.parse(text));
  } catch (error) {
    throw new HttpError(400, "The body is not as it should be.", error instanceof Error ? error.message : "");
  }
}

export const chatControlRoutes: readonly Route[] = [
  { method: "POST", path: "/_embedded/chats", auth: "none", handler: setSwitches },
  { method: "POST", path: "/_embedded/chats/{chat}/pull-request", auth: "none", handler: setPullRequest },
  { method: "POST", path: "/_embedded/users", auth: "none", handler: addMember },
];
