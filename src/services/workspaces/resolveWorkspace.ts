import type { Call } from "../../models/call";
import { type Workspace, type WorkspaceAgent, workspaceAgentsOf } from "../../models/coder/workspace";
import { AgentNotFoundError, ValidationError } from "../../models/errors";
import { quoted, sameText } from "../../models/text";
import type { AgentReference } from "../../repositories/agentBackend";
import { NAME_RULE, parseReference } from "../agents/agentReference";
import type { Fleet } from "../fleet";
import { allowedWorkspaces } from "../workspacePolicy";

/** A workspace a caller named, and which of its workspace agents where the caller said so. */
export interface ResolvedWorkspace {
  readonly workspace: Workspace;
  /** Name of a workspace agent, in lower case; null where none was named. */
  readonly workspaceAgentName: string | null;
}

interface WorkspaceName {
  readonly reference: AgentReference;
  readonly workspaceAgentName: string | null;
}

/** Coder's rule for names of workspace agents. */
const WORKSPACE_AGENT_NAME = /^[a-z0-9](?:-?[a-z0-9])*$/iu;

/**
 * The one workspace a caller means by `name`, `owner/name` or id, each with `.workspaceAgent` behind it where
 * one is meant: one request. A bare name is the caller's own.
 * @throws ValidationError(bad_argument) before any request where the text can be no workspace.
 * @throws AgentNotFoundError(missing_workspace) also where the workspace filter hides it.
 */
export async function resolveWorkspace(fleet: Fleet, text: string, call: Call): Promise<ResolvedWorkspace> {
  const { reference, workspaceAgentName } = parseWorkspaceName(text);
  const workspace = await fleet.deployment.workspaces.find(reference, call);
  if (workspace === undefined || (await allowedWorkspaces(fleet, [workspace], call)).length === 0) {
    throw workspaceNotFound(text);
  }
  return { workspace, workspaceAgentName };
}

/** @throws ValidationError(bad_argument) */
export function parseWorkspaceName(text: string): WorkspaceName {
  const trimmed = text.trim();
  const dot = trimmed.indexOf(".");
  const agent = dot === -1 ? null : trimmed.slice(dot + 1);
  const reference = parseReference(dot === -1 ? trimmed : trimmed.slice(0, dot));
  if (reference === undefined || (agent !== null && !WORKSPACE_AGENT_NAME.test(agent))) {
    throw new ValidationError("bad_argument", {
      message: `${quoted(text)} is not a workspace's name, owner/name, id or workspace.workspaceAgent.`,
      hint: `A name is ${NAME_RULE}. list_workspaces shows the names.`,
    });
  }
  return { reference, workspaceAgentName: agent === null ? null : agent.toLowerCase() };
}

/**
 * The workspace agent a caller means: the named one, else the only one.
 * @throws ValidationError(wrong_state) where the workspace has none at the moment, with how to start it.
 * @throws ValidationError(bad_argument) where there is no such one, or several and none was named.
 */
export function pickWorkspaceAgent({ workspace, workspaceAgentName }: ResolvedWorkspace): WorkspaceAgent {
  const agents = workspaceAgentsOf(workspace);
  const names = agents.map(({ name }) => `${workspace.name}.${name}`);
  if (agents.length === 0) {
    throw new ValidationError("wrong_state", {
      message: `Workspace '${workspace.name}' has no workspace agent now: it is ${workspace.latest_build?.status ?? "not built"}.`,
      hint: "start_workspace starts it.",
    });
  }
  const fitting =
    workspaceAgentName === null ? agents : agents.filter(({ name }) => sameText(name, workspaceAgentName));
  const [agent, ...others] = fitting;
  if (agent === undefined || others.length > 0) {
    throw new ValidationError("bad_argument", {
      message:
        agent === undefined
          ? `Workspace '${workspace.name}' has no workspace agent ${quoted(workspaceAgentName ?? "")}.`
          : `Workspace '${workspace.name}' has several workspace agents.`,
      hint: `Name one of: ${names.join(", ")}.`,
      details: { allowed: names },
    });
  }
  return agent;
}

function workspaceNotFound(text: string): AgentNotFoundError {
  return new AgentNotFoundError("missing_workspace", {
    message: `There is no workspace ${quoted(text)}, or it may not be seen with this token.`,
    hint: "list_workspaces shows your workspaces; somebody else's is named owner/name (list_workspaces owner=all).",
  });
}
