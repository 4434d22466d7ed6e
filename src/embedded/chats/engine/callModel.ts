/** One call of the model: what it says goes to the stream while it is said, and is tried again after errors. */
import type { Deployment } from "../../deployment";
import { iso } from "../../render/time";
import { newId } from "../../state/random";
import { type CallFailure, failureOf, keyFailure, retryDelayMs } from "../model/failures";
import { speak } from "../model/script";
import type { Situation } from "../model/situation";
import type { Piece, Speech } from "../model/speech";
import { renderDelta, renderPart } from "../render/message";
import type { Chat, ChatError, Part, Provider, ToolCall } from "../state/types";
import type { Turn } from "../state/turn";
import { sleep } from "./clock";
import { beginAttempt, showPart } from "./preview";

/** Attempts before Coder gives up. */
const mostAttempts = 25;
/** Time until the first word, and at the end of a call, milliseconds. */
const thinkMs = 30;
const settleMs = 20;
/** Time until a provider has refused a call, milliseconds. */
const failMs = 80;
/** Letters of a tool call's arguments that arrive at once. */
const argumentPiece = 40;

/** What came of asking the model. */
export type Answer =
  | { readonly kind: "said"; readonly parts: readonly Part[] }
  | { readonly kind: "failed"; readonly error: ChatError };

/** @throws the signal's reason when the turn is called off */
export async function callModel(
  deployment: Deployment,
  chat: Chat,
  turn: Turn,
  situation: Omit<Situation, "attempt">,
): Promise<Answer> {
  const { signal } = turn.abort;
  const provider = deployment.chats.providerOf(chat.modelConfigId);
  if (provider === undefined) return { kind: "failed", error: missingModel };
  for (let attempt = 1; ; attempt++) {
    await sleep(deployment.timers, thinkMs, signal);
    beginAttempt(deployment, chat, turn, attempt);
    chat.cost.requests++;
    const result = await attemptOnce(deployment, chat, turn, provider, { ...situation, attempt });
    if (result.kind === "said") {
      await sleep(deployment.timers, settleMs, signal);
      return result;
    }
    const { failure } = result;
    if (!failure.error.retryable || attempt >= mostAttempts) return { kind: "failed", error: failure.error };
    const delayMs = retryDelayMs(attempt, failure);
    announceRetry(deployment, chat, turn, attempt, delayMs, failure.error);
    await sleep(deployment.timers, delayMs, signal);
  }
}

const missingModel: ChatError = {
  message: "The model of this chat is not configured.",
  kind: "config",
  provider: "",
  retryable: false,
};

type Attempt =
  | { readonly kind: "said"; readonly parts: readonly Part[] }
  | { readonly kind: "broke"; readonly failure: CallFailure };

async function attemptOnce(
  deployment: Deployment,
  chat: Chat,
  turn: Turn,
  provider: Provider,
  situation: Situation,
): Promise<Attempt> {
  const refused = keyFailure(provider, deployment.timers.now());
  if (refused !== null) return { kind: "broke", failure: refused };
  const speech = speak(situation);
  const parts = await utter(deployment, chat, turn, speech);
  if (speech.failure !== null) {
    await sleep(deployment.timers, failMs, turn.abort.signal);
    return { kind: "broke", failure: failureOf(provider, speech.failure, deployment.timers.now()) };
  }
  return { kind: "said", parts };
}

async function utter(
  deployment: Deployment,
  chat: Chat,
  turn: Turn,
  speech: Speech,
): Promise<readonly Part[]> {
  const parts: Part[] = [];
  const begun = Date.now();
  for (const piece of speech.pieces) {
    if (piece.kind === "call") {
      parts.push(await utterCall(deployment, chat, turn, piece));
      continue;
    }
    await sleep(deployment.timers, piece.afterMs, turn.abort.signal);
    if (piece.text === "") continue;
    showPart(
      deployment,
      chat,
      turn,
      "assistant",
      renderDelta({ type: piece.kind, text: piece.text, createdAt: begun }),
    );
    const now = Date.now();
    const part: Part =
      piece.kind === "text"
        ? { type: "text", text: piece.text }
        : { type: "reasoning", text: piece.text, createdAt: begun, completedAt: now };
    turn.said.push(part);
    appendText(parts, part);
  }
  return parts;
}

async function utterCall(
  deployment: Deployment,
  chat: Chat,
  turn: Turn,
  piece: Extract<Piece, { kind: "call" }>,
): Promise<ToolCall> {
  const id = `call_${newId().replaceAll("-", "").slice(0, 20)}`;
  for (let at = 0; at < piece.args.length; at += argumentPiece) {
    const args = piece.args.slice(at, at + argumentPiece);
    if (at > 0) await sleep(deployment.timers, 10, turn.abort.signal);
    showPart(
      deployment,
      chat,
      turn,
      "assistant",
      renderDelta({ type: "tool-call", id, name: piece.name, args }),
    );
  }
  const call: ToolCall = {
    type: "tool-call",
    id,
    name: piece.name,
    args: parseArguments(piece.args),
    createdAt: Date.now(),
  };
  showPart(deployment, chat, turn, "assistant", renderPart(call));
  return call;
}

function parseArguments(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What follows text of the same kind becomes one part with it. */
function appendText(parts: Part[], part: Part): void {
  const last = parts.at(-1);
  if (last?.type === "text" && part.type === "text") {
    parts[parts.length - 1] = { ...last, text: last.text + part.text };
  } else if (last?.type === "reasoning" && part.type === "reasoning") {
    parts[parts.length - 1] = { ...last, text: last.text + part.text, completedAt: part.completedAt };
  } else {
    parts.push(part);
  }
}

function announceRetry(
  deployment: Deployment,
  chat: Chat,
  turn: Turn,
  attempt: number,
  delayMs: number,
  error: ChatError,
): void {
  turn.retry = {
    type: "retry",
    chat_id: chat.id,
    retry: {
      attempt,
      delay_ms: delayMs,
      error: error.message,
      kind: error.kind,
      provider: error.provider,
      ...(error.status_code === undefined ? {} : { status_code: error.status_code }),
      retrying_at: iso(Date.now() + delayMs / deployment.timers.speed),
    },
  };
  deployment.chats.streams.publish(chat.id, [turn.retry]);
}
