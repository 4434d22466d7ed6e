import { ProgressLocation, window } from "vscode";
import type { Agent, Project } from "../../../models/agent";
import type { Fleet } from "../../../services/fleet";
import { signalOf } from "../../extension/cancellation";
import { isCanceled } from "../../extension/errors";
import type { Parts } from "../../extension/parts";
import { type PromptAddress, promptKey } from "../../prompts/promptAddress";
import { askParameters } from "./askParameters";
import { askName, askProject, askRole } from "./createAgentSteps";

interface NewAgent {
  readonly name: string;
  readonly project: Project;
  readonly role: string | undefined;
  readonly task: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Asks for template, role, name, parameters and the first task, then makes the agent and shows it. */
export async function createAgent(parts: Parts): Promise<void> {
  const { deployments, connections, messages } = parts;
  await deployments.load();
  const url = deployments.active?.url;
  if (url === undefined) {
    await parts.signIn.run();
    return;
  }
  try {
    const fleet = await connections.fleet(url);
    const wanted = await ask(parts, url, fleet);
    if (wanted !== undefined) await make(parts, url, fleet, wanted);
  } catch (error) {
    // Not awaited: the message stays until somebody closes it.
    void messages.failed(error, url, () => createAgent(parts));
  }
}

/** One question after the other; undefined as soon as one is cancelled. */
async function ask(parts: Parts, url: string, fleet: Fleet): Promise<NewAgent | undefined> {
  const project = await askProject(parts, fleet);
  if (project === undefined) return undefined;
  const role = await askRole(parts, fleet, project);
  if (role === undefined) return undefined;
  const name = await askName(parts);
  if (name === undefined) return undefined;
  const parameters = await askParameters(parts, fleet, project, role.id);
  if (parameters === undefined) return undefined;
  const task = await askTask(parts, { purpose: "create", deployment: url, agentId: name });
  return task === undefined ? undefined : { name, project, role: role.id, task, parameters };
}

async function askTask(
  { prompts, promptEditor, t }: Parts,
  address: PromptAddress,
): Promise<string | undefined> {
  const { agentId: name } = address;
  const answer = await prompts.ask({
    title: t("Create Agent: first task for {0}", name),
    placeholder: t("What is the agent to do?"),
    address,
  });
  return answer?.more === true ? promptEditor.write(address, name, answer.text) : answer?.text;
}

async function make(parts: Parts, url: string, fleet: Fleet, wanted: NewAgent): Promise<void> {
  const { t, store, drafts, messages, view } = parts;
  const { createAgent: create } = await import("../../../services/late");
  let made: Agent;
  try {
    made = await window.withProgress(
      { location: ProgressLocation.Notification, title: t("Creating {0}", wanted.name), cancellable: true },
      (progress, token) =>
        create(
          fleet,
          { ...wanted, project: wanted.project.id, taskArgument: t("The first task") },
          {
            signal: signalOf(token),
            progress: ({ message }) => {
              progress.report({ message });
            },
          },
        ),
    );
  } catch (error) {
    if (isCanceled(error)) return;
    // What was typed is not lost: Retry sends the same.
    void messages.failed(error, url, () => make(parts, url, fleet, wanted));
    return;
  }
  await drafts.sent(promptKey({ purpose: "create", deployment: url, agentId: wanted.name }), wanted.task);
  await store.refresh();
  await view.reveal(url, made.id);
}
