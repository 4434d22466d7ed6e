/** Test-only routes (control.ts): what a test cannot bring about with chats through Coder's own API. */
import * as z from "zod";
import { addToken, addUser } from "../engine/accounts";
import type { Context } from "../http/context";
import { HttpError } from "../http/errors";
import { readJson } from "../http/jsonBody";
import { empty, json, type Reply } from "../http/reply";
import type { Route } from "../http/route";
import { newId } from "../state/random";
import { reportPullRequest } from "./engine/pullRequest";
import { chatsBases } from "./state/chatStore";

const switches = z.object({
  /** Where the routes are; null: this build has none. */
  base: z.enum(chatsBases).nullable().optional(),
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
  const body = await readJson(context, switches);
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
  const { username, name, is_owner: isOwner } = await readJson(context, newUser);
  const now = Date.now();
  const user = addUser(context.deployment, {
    id: newId(),
    username,
    name,
    roles: isOwner ? ["owner"] : [],
    createdAt: now,
    lastSeenAt: now,
  });
  return json({ id: user.id, token: addToken(context.deployment, user, "control") }, 201);
}

/** What a git provider would report of a chat's branch. */
async function setPullRequest(context: Context): Promise<Reply> {
  const chat = context.deployment.chats.chats.get(context.param("chat"));
  if (chat === undefined) throw new HttpError(404, "There is no such chat.");
  const { number, title, branch, changes_requested: changesRequested } = await readJson(context, pullRequest);
  reportPullRequest(context.deployment, chat, {
    number,
    title,
    branch,
    changesRequested,
    additions: 12,
    deletions: 3,
    commits: 2,
  });
  return empty();
}

export const chatControlRoutes: readonly Route[] = [
  { method: "POST", path: "/_embedded/chats", auth: "none", handler: setSwitches },
  { method: "POST", path: "/_embedded/chats/{chat}/pull-request", auth: "none", handler: setPullRequest },
  { method: "POST", path: "/_embedded/users", auth: "none", handler: addMember },
];
