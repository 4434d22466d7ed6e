/** One turn: the model speaks, its tools run, it speaks again, until it has nothing more to call. */
import type { Deployment } from "../../deployment";
import { iso } from "../../render/time";
import { runTool, type ToolOutcome } from "../tools/runTool";
import type { TurnControls } from "../tools/tool";
import type { Situation } from "../model/situation";
import { renderPart } from "../render/message";
import type { Chat, ChatError, ChatMessage, Part, ToolCall, ToolResult, Usage } from "../state/types";
import { textOf } from "../state/text";
import type { Turn } from "../state/turn";
import { callModel } from "./callModel";
import { commit, newMessage } from "./changes";
import { beginAttempt, showPart } from "./preview";
import { findWorkspace } from "./workspaceLink";

/** How a turn ended. */
export type Outcome =
  | { readonly kind: "done" }
  | { readonly kind: "failed"; readonly error: ChatError }
  /** The client has to run these. */
  | { readonly kind: "action"; readonly calls: readonly ToolCall[] };

/** @throws the signal's reason when the turn is called off */
export async function runTurn(
  deployment: Deployment,
  chat: Chat,
  turn: Turn,
  controls: TurnControls,
): Promise<Outcome> {
  findWorkspace(deployment, chat);
  for (;;) {
    const answer = await callModel(deployment, chat, turn, situationOf(chat));
    if (answer.kind === "failed") return answer;
    const calls = answer.parts.filter((part) => part.type === "tool-call");
    if (answer.parts.length > 0) {
      const usage = usageOf(deployment, chat, answer.parts);
      commit(deployment, chat, {
        messages: [newMessage(deployment, chat, "assistant", answer.parts, { usage })],
      });
      clear(turn);
    }
    if (calls.length === 0) return { kind: "done" };
    const forClient = calls.filter(({ name }) => chat.clientTools.includes(name));
    if (forClient.length > 0) return { kind: "action", calls: forClient };
    if (await runTools(deployment, chat, turn, controls, calls)) return { kind: "done" };
  }
}

/** Runs all calls side by side. True when one of them ends the turn. */
async function runTools(
  deployment: Deployment,
  chat: Chat,
  turn: Turn,
  controls: TurnControls,
  calls: readonly ToolCall[],
): Promise<boolean> {
  beginAttempt(deployment, chat, turn, 1);
  const outcomes = await Promise.all(
    calls.map((call) => runTool({ deployment, chat, controls, signal: turn.abort.signal }, call)),
  );
  const now = { created_at: iso(Date.now()) };
  for (const { files, result } of outcomes) {
    // While it is shown a file has a time, which its message leaves out.
    for (const file of files) showPart(deployment, chat, turn, "assistant", { ...renderPart(file), ...now });
    showPart(deployment, chat, turn, "tool", renderPart(result));
  }
  commit(deployment, chat, {
    messages: outcomes.flatMap((outcome) => messagesOf(deployment, chat, outcome)),
  });
  clear(turn);
  return outcomes.some(({ endsTurn }) => endsTurn);
}

function messagesOf(deployment: Deployment, chat: Chat, { files, result }: ToolOutcome): ChatMessage[] {
  return [
    ...(files.length === 0 ? [] : [newMessage(deployment, chat, "assistant", files)]),
    newMessage(deployment, chat, "tool", [result]),
  ];
}

/** What was shown has become messages. */
function clear(turn: Turn): void {
  turn.preview.length = 0;
  turn.said.length = 0;
}

function situationOf(chat: Chat): Omit<Situation, "attempt"> {
  const begin = chat.messages.findLastIndex(({ role }) => role === "user");
  const turn = chat.messages.slice(begin + 1);
  return {
    chatId: chat.id,
    prompt: textOf(chat.messages[begin]?.content ?? []),
    step: turn.filter(({ content }) => content.some(({ type }) => type === "tool-call")).length,
    results: turn.flatMap(({ content }) =>
      content.filter((part): part is ToolResult => part.type === "tool-result"),
    ),
    hasWorkspace: chat.workspaceId !== null,
    planMode: chat.planMode === "plan",
  };
}

/** Tokens Coder's own instructions take. */
const instructionTokens = 2200;
const lettersPerToken = 4;

function usageOf(deployment: Deployment, chat: Chat, said: readonly Part[]): Usage {
  const model = deployment.chats.models.get(chat.modelConfigId);
  const sizeOf = (value: unknown) => Math.ceil(JSON.stringify(value).length / lettersPerToken);
  const inputTokens = instructionTokens + sizeOf(chat.messages.map(({ content }) => content));
  const outputTokens = sizeOf(said);
  if (model?.microsPerToken === null || model === undefined) chat.cost.unpriced++;
  else chat.cost.micros += (inputTokens + outputTokens) * model.microsPerToken;
  return { inputTokens, outputTokens, contextLimit: model?.contextLimit ?? 0 };
}
