/** Which chats run: places are given in order, turns begin and end, what waits behind them goes on. */
import type { Deployment } from "../../deployment";
import { topicOf, parseDirective } from "../model/directive";
import { events } from "../render/message";
import type { Chat, ChatError, ChatMessage, QueuedMessage, ToolCall, ToolResult } from "../state/types";
import { textOf } from "../state/text";
import type { Turn } from "../state/turn";
import type { TurnControls } from "../tools/tool";
import { afterTurn } from "./afterTurn";
import { commit, newMessage, setTurnSummary, tell } from "./changes";
import { openPullRequest } from "./pullRequest";
import { type Outcome, runTurn } from "./runTurn";

/** Agents that may run at a time without a licence, from 2.37 on (facts/coder-chats.md 5). */
const places = { roots: 5, children: 10 } as const;
/** How long the client has for its tools. */
const clientToolMs = 5 * 60_000;

class Interrupted extends Error {}

/** What agents may do with their sub-agents. */
const controls: TurnControls = { start: startTurn, interrupt: interruptTurn };

/** Lets the model go on with a chat, as soon as there is a place. Its status is `running` already. */
export function startTurn(deployment: Deployment, chat: Chat): void {
  const turn: Turn = {
    chatId: chat.id,
    abort: new AbortController(),
    place: "none",
    attempt: 1,
    preview: [],
    said: [],
    retry: null,
  };
  deployment.chats.turns.set(chat.id, turn);
  givePlaces(deployment);
}

function givePlaces(deployment: Deployment): void {
  const { chats, turns } = deployment.chats;
  const limited = deployment.generation.chatsOf === "2.37";
  const taken = { roots: 0, children: 0 };
  const classOf = (chat: Chat) => (chat.parentId === null ? "roots" : "children");
  for (const turn of turns.values()) {
    const chat = chats.get(turn.chatId);
    if (chat !== undefined && turn.place === "taken") taken[classOf(chat)]++;
  }
  for (const turn of [...turns.values()]) {
    const chat = chats.get(turn.chatId);
    if (chat === undefined || turn.place === "taken") continue;
    const kind = classOf(chat);
    if (limited && taken[kind] >= places[kind]) continue;
    taken[kind]++;
    turn.place = "taken";
    void play(deployment, chat, turn);
  }
}

async function play(deployment: Deployment, chat: Chat, turn: Turn): Promise<void> {
  let outcome: Outcome;
  try {
    outcome = await runTurn(deployment, chat, turn, controls);
  } catch (error) {
    if (turn.abort.signal.aborted) return;
    outcome = { kind: "failed", error: internalError(error) };
  }
  if (turn.abort.signal.aborted) return;
  endTurn(deployment, chat);
  switch (outcome.kind) {
    case "done":
      chat.finishedTurns++;
      finish(deployment, chat);
      break;
    case "failed":
      failTurn(deployment, chat, outcome.error);
      break;
    case "action":
      requireAction(deployment, chat, outcome.calls);
      break;
  }
}

function internalError(error: unknown): ChatError {
  return {
    message: "The chat request failed unexpectedly.",
    detail: error instanceof Error ? error.message : String(error),
    kind: "generic",
    provider: "",
    retryable: false,
  };
}

/** Takes a turn off the list and gives its place to the next. */
function endTurn(deployment: Deployment, chat: Chat): void {
  deployment.chats.turns.delete(chat.id);
  givePlaces(deployment);
}

function finish(deployment: Deployment, chat: Chat): void {
  const [next, ...rest] = chat.queue;
  if (next !== undefined) {
    takeNext(deployment, chat, next, rest, []);
    return;
  }
  const prompt = textOf(chat.messages.findLast(({ role }) => role === "user")?.content ?? []);
  if (parseDirective(prompt).name === "complete") openPullRequest(deployment, chat, topicOf(prompt));
  commit(deployment, chat, { status: "waiting" });
  tell(deployment, chat, "status_change");
  afterTurn(deployment, chat);
}

/** The next waiting message becomes the prompt of a new turn. */
function takeNext(
  deployment: Deployment,
  chat: Chat,
  next: QueuedMessage,
  rest: readonly QueuedMessage[],
  before: readonly ChatMessage[],
): void {
  chat.modelConfigId = next.modelConfigId;
  const message = newMessage(deployment, chat, "user", next.content, { createdBy: next.createdBy });
  commit(deployment, chat, { messages: [...before, message], queue: rest, status: "running" });
  tell(deployment, chat, "status_change");
  setTurnSummary(deployment, chat, null);
  startTurn(deployment, chat);
}

function failTurn(deployment: Deployment, chat: Chat, error: ChatError): void {
  chat.lastError = error;
  commit(deployment, chat, { status: "error", more: [events.error(chat, error)] });
  tell(deployment, chat, "status_change");
  setTurnSummary(deployment, chat, null);
}

function requireAction(deployment: Deployment, chat: Chat, calls: readonly ToolCall[]): void {
  commit(deployment, chat, {
    status: "requires_action",
    more: [events.actionRequired(chat, calls)],
  });
  tell(deployment, chat, "action_required");
  setTurnSummary(deployment, chat, "Waiting for user input");
  const ids = new Set(calls.map(({ id }) => id));
  deployment.timers.after(clientToolMs, () => {
    const open = openCalls(chat).filter(({ id }) => ids.has(id));
    if (chat.status === "requires_action" && open.length > 0) {
      answerCalls(deployment, chat, sameAnswer(open, "Tool execution timed out"));
    }
  });
}

/** Calls of the client's tools that nobody answered yet. */
export function openCalls(chat: Chat): readonly ToolCall[] {
  const parts = chat.messages.flatMap(({ content }) => content);
  const answered = new Set(parts.flatMap((part) => (part.type === "tool-result" ? [part.id] : [])));
  return parts.filter((part) => part.type === "tool-call").filter(({ id }) => !answered.has(id));
}

export const sameAnswer = (calls: readonly ToolCall[], text: string): readonly ToolResult[] =>
  calls.map(({ id, name }) => ({
    type: "tool-result",
    id,
    name,
    result: text,
    isError: true,
    createdAt: null,
  }));

/** Gives a chat that waits for them the results of its calls, and lets it go on. Returns their messages. */
export function answerCalls(
  deployment: Deployment,
  chat: Chat,
  results: readonly ToolResult[],
  {
    queue,
    createdBy = null,
  }: { readonly queue?: readonly QueuedMessage[]; readonly createdBy?: string | null } = {},
): readonly ChatMessage[] {
  const messages = results.map((result) => newMessage(deployment, chat, "tool", [result], { createdBy }));
  commit(deployment, chat, { messages, status: "running", ...(queue === undefined ? {} : { queue }) });
  tell(deployment, chat, "status_change");
  startTurn(deployment, chat);
  return messages;
}

/** From `interrupting` to rest, milliseconds. */
const restMs = 20;

/** Breaks off a running turn: what was said so far is kept, and what waits behind it comes next. */
export function interruptTurn(deployment: Deployment, chat: Chat, queue?: readonly QueuedMessage[]): void {
  const turn = deployment.chats.turns.get(chat.id);
  commit(deployment, chat, { status: "interrupting", ...(queue === undefined ? {} : { queue }) });
  tell(deployment, chat, "status_change");
  const said = [...(turn?.said ?? [])];
  callOff(deployment, chat);
  deployment.timers.after(restMs, () => {
    if (chat.status !== "interrupting") return;
    const messages = leftovers(deployment, chat, said);
    const [next, ...rest] = chat.queue;
    if (next !== undefined) {
      takeNext(deployment, chat, next, rest, messages);
      return;
    }
    commit(deployment, chat, { messages, status: "waiting" });
    tell(deployment, chat, "status_change");
    setTurnSummary(deployment, chat, null);
  });
}

/** Ends a turn without keeping anything of it. */
export function callOff(deployment: Deployment, chat: Chat): void {
  deployment.chats.turns.get(chat.id)?.abort.abort(new Interrupted());
  endTurn(deployment, chat);
}

/** What an interrupted turn leaves: its words, and answers to the calls that never got one. */
function leftovers(deployment: Deployment, chat: Chat, said: Turn["said"]): readonly ChatMessage[] {
  const error = "tool call was interrupted before it produced a result";
  return [
    ...(said.length === 0 ? [] : [newMessage(deployment, chat, "assistant", said)]),
    ...openCalls(chat).map(({ id, name }) =>
      newMessage(deployment, chat, "tool", [
        { type: "tool-result", id, name, result: { error }, isError: true, createdAt: null },
      ]),
    ),
  ];
}
