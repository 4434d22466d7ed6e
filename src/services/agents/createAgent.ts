import { type Agent, UNKNOWN_ROLE } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Template } from "../../models/coder/template";
import { ValidationError } from "../../models/errors";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { checkProjectName, pickProject, pickRole, projectTemplates, toProject } from "../projects/projects";
import { templateAllowed } from "../templatePolicy";
import { assertMayCreate, assertMayCreateChat } from "../workspacePolicy";
import { nameTaken } from "./agentErrors";
import { checkParameterNames } from "./agentParameters";
import { checkNewAgentName, parseNewOwner } from "./agentReference";
import { checkAgentText } from "./agentText";
import { assertMayOwn, checkBareChat, creatingBackend } from "./creatingBackend";
import { agentExists } from "./findAgent";
import { findModel } from "./models";

const OTHER_NAME = "Choose another name, or give that agent work with start_agent_task.";

/** What is asked for; names are as the caller wrote them. */
export interface CreateAgentInput {
  readonly name: string;
  /** Absent: a chat without a workspace, else the only project there is. */
  readonly project?: string | undefined;
  readonly role?: string | undefined;
  /** Its first task. */
  readonly task: string;
  /** `me` (default) or a user name. */
  readonly owner?: string | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  /** Only chats have a choice. */
  readonly model?: string | undefined;
  readonly planMode?: boolean | undefined;
  /** What the caller calls the task text, for errors. */
  readonly taskArgument: string;
}

/**
 * Makes an agent with its first task, after checking whatever Coder would refuse. A task answers when its build
 * is queued, a chat when it works: its workspace, where a project was named, is made and connected before. At
 * most six requests besides following that build.
 * @throws ValidationError(bad_argument, conflict, missing_project, missing_role, policy_denied) with nothing sent.
 */
export async function createAgent(fleet: Fleet, input: CreateAgentInput, call: Call): Promise<Agent> {
  checkNewAgentName(input.name);
  checkAgentText(input.task, input.taskArgument);
  if (input.project !== undefined) {
    checkProjectName(input.project);
  }
  const owner = parseNewOwner(input.owner);
  const report = progressReporter(call);
  report(`Checking ${input.name}`);
  const backend = await creatingBackend(fleet, input, call);
  await assertMayOwn(fleet, backend, owner, call);
  const reference = { kind: "name", owner, name: input.name } as const;
  const chat = { modelId: await findModel(backend, input.model, call), planMode: input.planMode };
  if (input.project === undefined && backend.chats !== undefined) {
    checkBareChat(input);
    await assertMayCreateChat(fleet, input.name, call);
    if (await agentExists(fleet, reference, call)) throw nameTaken(input.name, OTHER_NAME);
    report(`Creating ${input.name}`);
    const request = { name: input.name, prompt: input.task, choices: chat };
    return backend.chats.createWithoutWorkspace(request, call);
  }
  const [taken, templates] = await Promise.all([
    agentExists(fleet, reference, call),
    projectTemplates(fleet, call, backend),
  ]);
  if (taken) {
    throw nameTaken(input.name, OTHER_NAME);
  }
  const template =
    input.project === undefined
      ? onlyProject(templates.filter(({ name }) => templateAllowed(fleet, name)))
      : pickProject(templates, input.project);
  const versionId = template.active_version_id;
  const presets = await fleet.deployment.templates.presets(versionId, call);
  const project = toProject(template).name;
  const preset = pickRole(presets, input.role, project);
  await assertMayCreate(fleet, planned(owner, input.name, template), call);
  const parameters = Object.entries(input.parameters ?? {}).map(([name, value]) => ({ name, value }));
  if (parameters.length > 0) {
    const known = await fleet.deployment.templates.richParameters(versionId, call);
    checkParameterNames(
      parameters.map(({ name }) => name),
      known,
    );
  }
  report(`Creating ${input.name}`);
  const agent = await backend.create(
    {
      name: input.name,
      owner,
      organizationId: template.organization_id,
      templateId: template.id,
      templateVersionId: versionId,
      presetId: preset?.id ?? null,
      prompt: input.task,
      parameters,
      projectName: project,
      ...(preset === null ? {} : { roleName: preset.name }),
      chat,
    },
    {
      signal: call.signal,
      progress: ({ message }) => {
        report(message);
      },
    },
  );
  return { ...agent, role: preset?.name ?? UNKNOWN_ROLE };
}

function planned(owner: string, name: string, template: Template) {
  return {
    owner,
    name,
    template: template.name,
    organization: template.organization_name,
    hasAiTask: true,
  };
}

function onlyProject(templates: readonly Template[]): Template {
  const [template, ...others] = templates;
  if (template === undefined || others.length > 0) {
    const names = templates.map(({ name }) => name);
    throw new ValidationError("missing_template", {
      message: `No project (template) was named, and there are ${names.length} to choose from.`,
      hint:
        names.length === 0
          ? "Ask an administrator of the deployment for a template with an AI task."
          : `Name one of: ${names.join(", ")}.`,
      details: { allowed: names },
    });
  }
  return template;
}
