/** The first questions of Create Agent. Each answers undefined where the person cancelled. */
import { window } from "vscode";
import type { Project } from "../../../models/agent";
import { singleLine } from "../../../models/text";
import { checkNewAgentName } from "../../../services/agents/agentReference";
import type { Fleet } from "../../../services/fleet";
import { errorText } from "../../extension/errorText";
import type { Parts } from "../../extension/parts";
import { askText } from "../../prompts/askText";

const DESCRIPTION_LENGTH = 200;

export async function askProject({ t }: Parts, fleet: Fleet): Promise<Project | undefined> {
  const { listProjects } = await import("../../../services/late");
  const choices = listProjects(fleet, { signal: new AbortController().signal }).then((projects) =>
    projects.map((project) => ({
      label: singleLine(project.name),
      description: project.templateName,
      detail: singleLine(project.description, DESCRIPTION_LENGTH),
      project,
    })),
  );
  const choice = await window.showQuickPick(choices, {
    title: t("Create Agent: template"),
    placeHolder: t("Choose the template the agent is made from"),
    matchOnDescription: true,
    ignoreFocusOut: true,
  });
  // An empty list cannot be chosen from: say why.
  if ((await choices).length === 0) {
    await window.showWarningMessage(
      t("This deployment has no template for agents. Ask an administrator for a template with an AI task."),
    );
  }
  return choice?.project;
}

/** `id` is undefined where the template has no roles. */
export async function askRole(
  { t }: Parts,
  fleet: Fleet,
  project: Project,
): Promise<{ readonly id: string | undefined } | undefined> {
  const { listRoles } = await import("../../../services/late");
  const roles = await listRoles(fleet, project.id, { signal: new AbortController().signal });
  if (roles.length < 2) return { id: roles[0]?.id };
  const choices = roles
    .map(({ id, name, description, parameters, default: isDefault }) => ({
      label: singleLine(name),
      ...(isDefault ? { description: t("default") } : {}),
      detail: [description, parameters.map(({ name: key, value }) => `${key}: ${value}`).join(", ")]
        .map((part) => singleLine(part, DESCRIPTION_LENGTH))
        .filter((part) => part !== "")
        .join(" · "),
      isDefault,
      id,
    }))
    .sort((a, b) => Number(b.isDefault) - Number(a.isDefault));
  return window.showQuickPick(choices, {
    title: t("Create Agent: role"),
    placeHolder: t("Choose the preset of {0}", singleLine(project.name)),
    matchOnDetail: true,
    ignoreFocusOut: true,
  });
}

export async function askName({ t }: Parts): Promise<string | undefined> {
  const name = await askText(
    {
      title: t("Create Agent: name"),
      prompt: t("Letters, digits and hyphens, at most 32"),
      placeholder: "fix-login-flow",
      checkTyped(typed) {
        try {
          if (typed !== "") checkNewAgentName(typed);
          return undefined;
        } catch (error) {
          return errorText(error);
        }
      },
    },
    t,
  );
  return name === "" ? undefined : name;
}
