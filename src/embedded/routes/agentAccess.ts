import type { Context } from "../http/context";
import { agentNotFound } from "../http/errors";
import { parseUuid } from "../http/uuid";
import { maySee } from "../rules/access";
import { currentAgent, type LocatedAgent } from "../state/store";

/**
 * The workspace agent in the path, when the caller may see it. Builds after 2.26 forget the agents of a build
 * once another one was made (facts/coder-api.md 5).
 * @throws HttpError 400 for a malformed id, 404 for a missing agent or somebody else's
 */
export function visibleAgent(context: Context): LocatedAgent {
  const found = context.store.agent(parseUuid(context.param("workspaceAgent")));
  if (found === undefined || found.workspace.deleted || !maySee(context.user, found.workspace))
    throw agentNotFound();
  if (!isCurrent(found) && !context.generation.old) throw agentNotFound();
  return found;
}

/** Is it the agent of the workspace's latest build? */
export function isCurrent({ workspace, agent }: LocatedAgent): boolean {
  return currentAgent(workspace) === agent;
}
