/** What Coder's smaller model calls write beside a turn: titles and summaries. */
import type { Deployment } from "../../deployment";
import { shorten } from "../../worker/story";
import { topicOf } from "../model/directive";
import { textOf } from "../state/text";
import type { Chat } from "../state/types";
import { setTurnSummary, tell } from "./changes";

const titleMs = 50;
const labelMs = 25;
const summaryMs = 35;
/** The label of a turn that also gets a summary comes after it. */
const lateLabelMs = 75;
const reportMs = 10;

/** A whole-chat summary is first written for this much text, then every few turns. */
const summaryFrom = 200;
const summaryEvery = 3;

/** A better title than the first words; Coder makes it for site owners only. */
export function titleLater(deployment: Deployment, chat: Chat): void {
  const owner = deployment.store.user(chat.ownerId);
  if (!owner.roles.includes("owner") || chat.parentId !== null) return;
  const before = chat.title;
  deployment.timers.after(titleMs, () => {
    const provider = deployment.chats.providerOf(chat.modelConfigId);
    // The keys a title is asked for with are those of the chat.
    const isServed = provider?.keysFailed === false && provider.coolUntil <= deployment.timers.now();
    if (chat.title !== before || !isServed) return;
    chat.title = proposeTitle(chat);
    chat.cost.requests++;
    tell(deployment, chat, "title_change");
  });
}

/** A title from what the user asked for last. */
export function proposeTitle(chat: Chat): string {
  const prompt = textOf(chat.messages.findLast(({ role }) => role === "user")?.content ?? []);
  const topic = topicOf(prompt);
  const title = shorten(topic === "" ? prompt.replace(/[[\]]/g, "").trim() : topic, 60);
  return title === "" ? chat.title : title.slice(0, 1).toUpperCase() + title.slice(1);
}

/** The label of the turn, and now and then the summary of the chat. */
export function afterTurn(deployment: Deployment, chat: Chat): void {
  const answer = lastAnswer(chat);
  const turns = chat.finishedTurns;
  const isStill = () => chat.finishedTurns === turns && chat.status === "waiting";
  if (chat.parentId !== null) {
    deployment.timers.after(reportMs, () => {
      chat.summary = answer;
      tell(deployment, chat, "chat_summary_change");
    });
    return;
  }
  const length = chat.messages.reduce((sum, { content }) => sum + textOf(content).length, 0);
  const due = chat.summary === null ? length >= summaryFrom : turns % summaryEvery === 0;
  deployment.timers.after(due ? lateLabelMs : labelMs, () => {
    if (!isStill()) return;
    chat.cost.requests++;
    chat.cost.unpriced++;
    setTurnSummary(deployment, chat, labelOf(answer));
  });
  if (!due) return;
  deployment.timers.after(summaryMs, () => {
    if (!isStill()) return;
    chat.cost.requests++;
    chat.summary = shorten(`${topicOf(textOf(chat.messages[0]?.content ?? []))}. ${answer}`, 200);
    tell(deployment, chat, "chat_summary_change");
  });
}

const lastAnswer = (chat: Chat) =>
  textOf(chat.messages.findLast(({ role }) => role === "assistant")?.content ?? []);

/** Two to five words. */
function labelOf(answer: string): string {
  const words = answer
    .replace(/[`*#]/g, "")
    .split(/\s+/)
    .filter((word) => word !== "");
  return words.length < 2 ? "Finished latest turn" : words.slice(0, 5).join(" ");
}
