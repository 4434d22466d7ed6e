import type { Parts } from "../../extension/parts";
import { askAndDeliver } from "./deliver";
import { oneAgent } from "./targets";

/** Gives an agent its next task; one that is paused is resumed first. */
export async function startTask(parts: Parts, target?: unknown): Promise<void> {
  const { t } = parts;
  const entry = await oneAgent(parts, target, t("Start Task"), "canStart");
  if (entry === undefined) return;
  await askAndDeliver(parts, entry, "task", {
    title: t("Start a task on {0}", entry.agent.name),
    placeholder: t("What is the agent to do?"),
  });
}
