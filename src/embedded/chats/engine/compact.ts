import type { Deployment } from "../../deployment";
import { HttpError } from "../../http/errors";
import { newId } from "../../state/random";
import type { Chat, ChatMessage } from "../state/types";
import { commit, newMessage, setTurnSummary, tell } from "./changes";
import { stateName } from "./operations";

const compactMs = 90;
const compacted = "chat_summarized";

/**
 * Replaces what the model has to read by a summary; what users read stays.
 * @throws HttpError 409 when there is nothing new to summarize, or the chat runs
 */
export function compactChat(deployment: Deployment, chat: Chat): void {
  const last = chat.messages.at(-1);
  const nothing = !chat.messages.some(({ role }) => role === "assistant") || isCompaction(last);
  if (nothing || chat.status === "error") {
    throw new HttpError(
      409,
      "Nothing to compact.",
      "The chat has no conversation to summarize after the latest compaction.",
    );
  }
  if (chat.status !== "waiting" || chat.archived) {
    throw new HttpError(
      409,
      "Chat cannot be compacted in its current state.",
      `execute transaction: chat state transition Compact not allowed from state ${stateName(chat)}`,
    );
  }
  commit(deployment, chat, { status: "running" });
  tell(deployment, chat, "status_change");
  deployment.timers.after(compactMs, () => {
    if (chat.status !== "running") return;
    commit(deployment, chat, { messages: compaction(deployment, chat), status: "waiting" });
    tell(deployment, chat, "status_change");
    setTurnSummary(deployment, chat, "Finished latest turn");
  });
}

const isCompaction = (message: ChatMessage | undefined): boolean =>
  message?.content.some((part) => part.type === "tool-result" && part.name === compacted) === true;

function compaction(deployment: Deployment, chat: Chat): readonly ChatMessage[] {
  const id = `${compacted}_${newId()}`;
  const threshold = deployment.chats.models.get(chat.modelConfigId)?.compressionThreshold ?? 70;
  const usage = chat.messages.findLast((message) => message.usage !== null)?.usage;
  const tokens = (usage?.inputTokens ?? 0) + (usage?.outputTokens ?? 0);
  const limit = usage?.contextLimit ?? 1;
  return [
    newMessage(deployment, chat, "assistant", [
      {
        type: "tool-call",
        id,
        name: compacted,
        args: { source: "manual", threshold_percent: threshold },
        createdAt: null,
      },
    ]),
    newMessage(deployment, chat, "tool", [
      {
        type: "tool-result",
        id,
        name: compacted,
        result: {
          source: "manual",
          summary: `So far: ${chat.title}`,
          usage_percent: Math.round((tokens / limit) * 1e6) / 1e4,
          context_tokens: tokens,
          threshold_percent: threshold,
          context_limit_tokens: limit,
        },
        isError: false,
        createdAt: null,
      },
    ]),
  ];
}
