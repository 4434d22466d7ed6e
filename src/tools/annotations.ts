/** The four hints of a tool (MCP: absent ones count as the worst), by what kind of tool it is. */
import type { ToolAnnotations } from "./definition";

/** Every tool talks to a deployment whose state others change too. */
const openWorldHint = true;

/** Changes nothing. */
export const READ_ONLY: ToolAnnotations = {
  readOnlyHint: true,
  destructiveHint: false,
  idempotentHint: true,
  openWorldHint,
};

/** Adds something; a second call adds again or is refused. */
export const ADDITIVE: ToolAnnotations = {
  readOnlyHint: false,
  destructiveHint: false,
  idempotentHint: false,
  openWorldHint,
};

/** Brings about a state; a second call changes nothing further and loses nothing. */
export const SETS_STATE: ToolAnnotations = { ...ADDITIVE, idempotentHint: true };

/** May lose work. */
export const DESTRUCTIVE: ToolAnnotations = { ...ADDITIVE, destructiveHint: true };
