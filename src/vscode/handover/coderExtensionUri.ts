/** Handing a workspace over to the Coder extension, as its README documents it ("URI Handler"). Pure. */
import type { Workspace, WorkspaceAgent } from "../../models/coder/workspace";

/** Coder's own extension, which connects VS Code to workspaces. */
export const CODER_EXTENSION = "coder.coder-remote";

/** A workspace agent to open a window on. */
export interface WindowTarget {
  /** Base address. */
  readonly deployment: string;
  readonly workspace: Pick<Workspace, "name" | "owner_name">;
  readonly agent: Pick<WorkspaceAgent, "name" | "directory" | "expanded_directory">;
}

interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  readonly query: string;
}

/**
 * Opens a window on a workspace agent, in the folder its template names, else in the one opened last. It holds no
 * token: the Coder extension has a login of its own, or asks for one.
 * @param scheme of this VS Code, which differs from product to product
 */
export function openWindowUri(scheme: string, { deployment, workspace, agent }: WindowTarget): UriParts {
  const folder = folderOf(agent);
  const query = new URLSearchParams({
    url: deployment,
    owner: workspace.owner_name,
    workspace: workspace.name,
    agent: agent.name,
    ...(folder === undefined ? { openRecent: "true" } : { folder }),
  });
  return { scheme, authority: CODER_EXTENSION, path: "/open", query: query.toString() };
}

/** Where its commands start, once it has said so; else what the template says, unless a shell has to read it. */
export function folderOf({ expanded_directory, directory }: WindowTarget["agent"]): string | undefined {
  const folder = expanded_directory === "" ? directory : expanded_directory;
  const isAbsolute = folder.startsWith("/") || /^[a-z]:[\\/]/iu.test(folder);
  return isAbsolute && !folder.includes("$") ? folder : undefined;
}
