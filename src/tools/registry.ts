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
import { getTemplateInfoTool } from "./templates/getTemplateInfo";
import { listTemplatesTool } from "./templates/listTemplates";
import { listTemplateVersionsTool } from "./templates/listTemplateVersions";
import { getAuthenticatedUserTool } from "./user/getAuthenticatedUser";
import { createWorkspaceTool } from "./workspaces/createWorkspace";
import { deleteWorkspaceTool } from "./workspaces/deleteWorkspace";
import { getWorkspaceStatusTool } from "./workspaces/getWorkspaceStatus";
import { listWorkspacesTool } from "./workspaces/listWorkspaces";
import { startWorkspaceTool } from "./workspaces/startWorkspace";
import { stopWorkspaceTool } from "./workspaces/stopWorkspace";

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
  listWorkspacesTool,
  createWorkspaceTool,
  startWorkspaceTool,
  stopWorkspaceTool,
  deleteWorkspaceTool,
  getWorkspaceStatusTool,
  listTemplatesTool,
  getTemplateInfoTool,
  listTemplateVersionsTool,
  getAuthenticatedUserTool,
  listAllAgentsTool,
  getAgentDetailsByIdTool,
  getAgentExecutionLogsTool,
  createNewAgentTaskTool,
  deleteAgentWorkspaceTool,
];
