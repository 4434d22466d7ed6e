import { createNewAgentTaskTool } from "./classic/createNewAgentTask";
import { deleteAgentWorkspaceTool } from "./classic/deleteAgentWorkspace";
import { getAgentDetailsByIdTool } from "./classic/getAgentDetailsById";
import { getAgentExecutionLogsTool } from "./classic/getAgentExecutionLogs";
import { listAllAgentsTool } from "./classic/listAllAgents";
import type { ToolDefinition } from "./definition";
import { cancelAgentTaskTool } from "./fleet/cancelAgentTask";
import { createAgentTool } from "./fleet/createAgent";
import { deleteAgentTool } from "./fleet/deleteAgent";
import { getFleetStatusMetricsTool } from "./fleet/getFleetStatusMetrics";
import { listAgentProjectsTool } from "./fleet/listAgentProjects";
import { listAgentRolesTool } from "./fleet/listAgentRoles";
import { listAgentsTool } from "./fleet/listAgents";
import { pauseAgentTool } from "./fleet/pauseAgent";
import { restartAgentTool } from "./fleet/restartAgent";
import { resumeAgentTool } from "./fleet/resumeAgent";
import { sendInputToAgentTool } from "./fleet/sendInputToAgent";
import { showAgentLogTool } from "./fleet/showAgentLog";
import { showAgentTaskHistoryTool } from "./fleet/showAgentTaskHistory";
import { showAgentTool } from "./fleet/showAgent";
import { startAgentTaskTool } from "./fleet/startAgentTask";

/** Every tool there is, in the order they are listed. */
export const allTools: readonly ToolDefinition[] = [
  listAgentsTool,
  showAgentTool,
  listAgentProjectsTool,
  listAgentRolesTool,
  createAgentTool,
  deleteAgentTool,
  restartAgentTool,
  pauseAgentTool,
  resumeAgentTool,
  startAgentTaskTool,
  cancelAgentTaskTool,
  showAgentTaskHistoryTool,
  showAgentLogTool,
  sendInputToAgentTool,
  getFleetStatusMetricsTool,
  listAllAgentsTool,
  getAgentDetailsByIdTool,
  getAgentExecutionLogsTool,
  createNewAgentTaskTool,
  deleteAgentWorkspaceTool,
];
