import { singleLine } from "../../../models/text";
import type { Parts } from "../../extension/parts";
import { runOnAgents } from "./runOnAgents";
import { oneAgent } from "./targets";

/** Sends text to a running agent, whatever it does: an answer, or a word to one that works. */
export async function sendInput(parts: Parts, target?: unknown): Promise<void> {
  const { t, prompts } = parts;
  const entry = await oneAgent(parts, target, t("Send Input"), "canSend");
  if (entry === undefined) return;
  const { name, attention } = entry.agent;
  const text = await prompts.ask({
    title: t("Send to {0}", name),
    placeholder: t("Text for the agent"),
    // What it asked, so that one can answer without looking it up.
    ...(attention?.message === undefined ? {} : { prompt: singleLine(attention.message, 200) }),
  });
  if (text === undefined) return;
  const service = await import("../../../services/late");
  await runOnAgents(parts, [entry], t("Sending"), (fleet, agent, call) =>
    service.sendInput(fleet, agent, text, call),
  );
}
