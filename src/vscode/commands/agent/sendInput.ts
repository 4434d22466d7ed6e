import { singleLine } from "../../../models/text";
import type { Parts } from "../../extension/parts";
import { askAndDeliver } from "./deliver";
import { oneAgent } from "./targets";

/** Longest question of an agent shown, in characters. */
const QUESTION_LENGTH = 200;

/** Sends text to a running agent, whatever it does: an answer, or a word to one that works. */
export async function sendInput(parts: Parts, target?: unknown): Promise<void> {
  const { t } = parts;
  const entry = await oneAgent(parts, target, t("Send Input"), "canSend");
  if (entry === undefined) return;
  const { name, attention } = (await parts.details.withQuestion(entry)).agent;
  await askAndDeliver(parts, entry, "send", {
    title: t("Send to {0}", name),
    placeholder: t("Text for the agent"),
    // What it asked, so that one can answer without looking it up.
    ...(attention?.message === undefined ? {} : { prompt: singleLine(attention.message, QUESTION_LENGTH) }),
  });
}
