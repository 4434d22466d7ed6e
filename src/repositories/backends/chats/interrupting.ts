/** Ending what a chat does: its queue first, else the next message begins at once; then itself and its children. */
import { type Agent, calledName } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { FleetError, ValidationError } from "../../../models/errors";
import { sleep } from "../../sleep";
import { agentFromChat } from "./chatAgent";
import type { ChatReference, ChatsApi } from "./chatsApi";
import { said } from "./usable";

/** One interruption ends one turn; a chat that waited for a tool of its client begins another. */
const MOST_INTERRUPTIONS = 5;
/** How long an interrupted chat may take to come to rest, in milliseconds; recorded ones take 20 to 40. */
const REST_MS = 10_000;
const LOOK_MS = 50;
const TRIES_PER_LOOK = 5;

/** Ends the work of a chat and of its sub-agents, and forgets what waits for them. Resting ones stay as they are. */
export async function interruptAll(api: ChatsApi, agent: Agent, call: Call): Promise<void> {
  const busyChildren = (agent.chat?.children ?? [])
    .filter(({ status }) => status === "busy")
    .map(({ id, title }) => ({ id, name: title }));
  if (agent.status === "busy") await interruptOne(api, agent, call);
  await Promise.all(busyChildren.map((child) => interruptOne(api, child, call)));
}

async function interruptOne(api: ChatsApi, chat: ChatReference, call: Call): Promise<void> {
  await emptyQueue(api, chat, call);
  for (let times = 0; times < MOST_INTERRUPTIONS; times += 1) {
    const after = await interruptOnce(api, chat, call);
    if (after !== "running" && after !== "requires_action") return;
    await emptyQueue(api, chat, call);
  }
  throw new ValidationError("wrong_state", {
    message: `Agent '${calledName(chat)}' went on working after ${MOST_INTERRUPTIONS} interruptions.`,
    hint: "Look at it with show_agent_log and try again.",
    retryable: true,
  });
}

/** The chat's state afterwards; `waiting` where it had come to rest by itself. */
async function interruptOnce(api: ChatsApi, chat: ChatReference, call: Call): Promise<string> {
  try {
    return (await said(api.interrupt(chat, call))).status;
  } catch (error) {
    if (error instanceof FleetError && error.details?.status === 409) return "waiting";
    if (error instanceof FleetError && isDeadlock(error)) return "running";
    throw error;
  }
}

async function emptyQueue(api: ChatsApi, chat: ChatReference, call: Call): Promise<void> {
  const { queued_messages: waiting } = await api.messages(chat, { limit: 1 }, call);
  for (const { id } of waiting) await forget(api, chat, id, call);
}

/** Removes a waiting message; answers false where its turn had come already. */
export function forget(api: ChatsApi, chat: ChatReference, id: number, call: Call): Promise<boolean> {
  return ifWaiting(api.removeQueued(chat, id, call));
}

/** Whether what was asked about a waiting message was done; false where it waits no more. */
export async function ifWaiting(done: Promise<void>): Promise<boolean> {
  try {
    await done;
    return true;
  } catch (error) {
    if (error instanceof FleetError && error.details?.status === 404) return false;
    throw error;
  }
}

/**
 * Archives a chat that was interrupted, as soon as it has come to rest. Where that takes long, a sub-agent has
 * begun to work since the chat was looked at: it is looked at, and interrupted, again.
 */
export async function archive(api: ChatsApi, agent: Agent, call: Call): Promise<void> {
  const end = Date.now() + REST_MS;
  for (let tries = 1; ; tries += 1) {
    try {
      await api.update(agent, { archived: true }, call);
      return;
    } catch (error) {
      if (!(error instanceof FleetError)) throw error;
      if (error.message.includes("already archived")) return;
      const mayPass = error.details?.status === 409 || isDeadlock(error);
      if (!mayPass || Date.now() >= end) throw error;
    }
    await sleep(LOOK_MS, call.signal);
    if (tries % TRIES_PER_LOOK === 0) {
      const chat = await api.get(agent.id, call);
      if (chat !== undefined) await interruptAll(api, agentFromChat(chat), call);
    }
  }
}

/** Coder 2.36 may stumble over a sub-agent that ends in the same moment; the next try goes well. */
function isDeadlock({ message, details }: FleetError): boolean {
  return details?.status === 500 && message.includes("deadlock detected");
}
