import type { Call } from "../../../models/call";
import type { Chat } from "../../../models/coder/chat";
import { ValidationError } from "../../../models/errors";
import { sameText } from "../../../models/text";
import type { AgentReference, NameReference } from "../../agentBackend";
import type { UserRepository } from "../../deployment";
import type { ChatsApi } from "./chatsApi";
import { answersTo, LABELS } from "./labels";

/** Chats of others are listed only where they share them. */
export const SHARED = "source:shared_with_me";

/**
 * The chat a caller means: by id, by the id of its workspace, or by name. A name is looked for as it was
 * written, by one request; only where no label is spelled so, one list is searched for other spellings and
 * derived names.
 * @throws ValidationError(conflict) with the ids where several chats have the name
 */
export async function findChat(
  api: ChatsApi,
  users: UserRepository,
  reference: AgentReference,
  call: Call,
): Promise<Chat | undefined> {
  if (reference.kind === "id") return byId(api, reference.id, call);
  const { name } = reference;
  const { query, fits } = await chatsNamed(users, reference, call);
  const labelled = await api.list({ ...query, label: `${LABELS.agent}:${name}` }, call);
  const exact = only(labelled.filter(fits), name);
  return exact ?? only((await api.list(query, call)).filter(fits), name);
}

/** Whether any chat has the name: one list, since a name that is free is no chat's label. */
export async function nameTaken(
  api: ChatsApi,
  users: UserRepository,
  reference: NameReference,
  call: Call,
): Promise<boolean> {
  const { query, fits } = await chatsNamed(users, reference, call);
  return (await api.list(query, call)).some(fits);
}

/** Where chats of that owner are listed, and which of them have the name. */
async function chatsNamed(users: UserRepository, { owner, name }: NameReference, call: Call) {
  const own = owner === "me" || sameText(owner, (await users.me(call)).username);
  return {
    query: own ? {} : { q: SHARED },
    fits: (chat: Chat) => answersTo(chat, name) && (own || sameText(chat.owner_username, owner)),
  };
}

async function byId(api: ChatsApi, id: string, call: Call): Promise<Chat | undefined> {
  const chat = await api.get(id, call);
  if (chat !== undefined) return chat;
  const inWorkspace = await api.byWorkspace(id, call);
  return inWorkspace === undefined ? undefined : api.get(inWorkspace, call);
}

function only(chats: readonly Chat[], name: string): Chat | undefined {
  const [first, ...others] = chats;
  if (others.length === 0) return first;
  const ids = chats.map(({ id }) => id);
  throw new ValidationError("conflict", {
    message: `Several agents are called '${name}': ${ids.join(", ")}.`,
    hint: "Use one of these ids instead of the name; update_agent gives one of them another name.",
    details: { related: ids },
  });
}
