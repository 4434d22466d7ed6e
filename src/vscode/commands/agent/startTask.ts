import type { Parts } from "../../extension/parts";
import { runOnAgents } from "./runOnAgents";
import { oneAgent } from "./targets";

/** Gives an agent its next task; one that is paused is resumed first. */
export async function startTask(parts: Parts, target?: unknown): Promise<void> {
  const { t, prompts } = parts;
  const entry = await oneAgent(parts, target, t("Start Task"), "canStart");
  if (entry === undefined) return;
  const text = await prompts.ask({
    title: t("Start a task on {0}", entry.agent.name),
    placeholder: t("What is the agent to do?"),
  });
  if (text === undefined) return;
  const service = await import("../../../services/late");
  await runOnAgents(parts, [entry], t("Starting the task"), (fleet, agent, call) =>
    service.startTask(fleet, { agent, text, startIfStopped: true }, call),
  );
}
