import type { ToolDefinition } from "./definition";
import { listAgentsTool } from "./fleet/listAgents";

/** Every tool there is, in the order they are listed. */
export const allTools: readonly ToolDefinition[] = [listAgentsTool];
