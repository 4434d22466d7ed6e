import { window } from "vscode";
import type { Parts } from "../../extension/parts";
import type { AgentEntry } from "../../fleet/agentEntry";
import { type PromptAddress, promptKey } from "../../prompts/promptAddress";
import type { Question } from "../../prompts/prompts";
import { runOnAgents } from "./runOnAgents";

/** What a text is for an agent that is there already. */
type Purpose = Exclude<PromptAddress["purpose"], "create">;

/** Asks for a text for an agent and sends it; where it needs several lines, an editor is opened that can. */
export async function askAndDeliver(
  parts: Parts,
  entry: AgentEntry,
  purpose: Purpose,
  question: Omit<Question, "address">,
): Promise<void> {
  const { prompts, promptEditor } = parts;
  const address = { purpose, deployment: entry.deployment, agentId: entry.agent.id };
  const answer = await prompts.ask({ ...question, address });
  if (answer === undefined) return;
  if (answer.more) await promptEditor.open(address, entry.agent.name, answer.text);
  else await deliver(parts, entry, purpose, answer.text);
}

/** Sends a text to an agent; it stays a draft until it was taken. Answers whether it was. */
export async function deliver(
  parts: Parts,
  entry: AgentEntry,
  purpose: Purpose,
  text: string,
): Promise<boolean> {
  const { t, drafts, store } = parts;
  const { deployment, agent } = entry;
  const key = promptKey({ purpose, deployment, agentId: agent.id });
  await drafts.set(key, text);
  // While the text was written the agent may have gone on.
  const now = store.find(entry.key) ?? entry;
  const interrupt = purpose === "send" && (await askInterrupt(parts, now));
  if (interrupt === undefined) return false;
  const { sendInput, startTask } = await import("../../../services/late");
  const title = purpose === "send" ? t("Sending") : t("Starting the task");
  const taken = await runOnAgents(parts, [entry], title, async (fleet, id, call) => {
    if (interrupt) await startTask(fleet, { agent: id, text, whenBusy: "interrupt" }, call);
    else if (purpose === "send") await sendInput(fleet, id, text, call);
    else await startTask(fleet, { agent: id, text, startIfStopped: true }, call);
    await drafts.sent(key, text);
  });
  return taken;
}

/** Whether a working agent is to be interrupted, where that can be chosen; undefined where the person cancelled. */
async function askInterrupt({ t }: Parts, { agent }: AgentEntry): Promise<boolean | undefined> {
  // Only chats keep a text until there is time for it; into a task's terminal it is typed at once.
  if (agent.kind !== "chat" || agent.status !== "busy") return false;
  const choice = await window.showQuickPick(
    [
      {
        label: t("Queue"),
        detail: t("It reads the text when it has done what it does now."),
        interrupt: false,
      },
      { label: t("Interrupt"), detail: t("It stops what it does now and reads the text."), interrupt: true },
    ],
    { title: t("{0} is working", agent.name), ignoreFocusOut: true },
  );
  return choice?.interrupt;
}
