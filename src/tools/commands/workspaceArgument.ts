import * as z from "zod";

/** Which workspace. */
export const workspaceName = z.string().describe("Name, owner/name, id, or workspace.workspaceAgent");
