/** Arguments that the tools for workspaces and templates share. */
import * as z from "zod";
import { optional } from "./arguments";

/** Which workspace. */
export const workspaceName = z.string().describe("Name, owner/name or id");

/** Which workspace, and which of its workspace agents where it has several: something is done inside. */
export const runningWorkspace = z.string().describe("Name, owner/name, id, or workspace.workspaceAgent");

/** Which template. */
export const templateName = z.string().describe("Name or id");

/** Whether a call answers at the end of its build. */
export const waitForBuild = optional(z.boolean()).describe("Default true; false: answer when queued");
