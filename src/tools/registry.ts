import { createNewAgentTaskTool } from "./classic/createNewAgentTask";
import { deleteAgentWorkspaceTool } from "./classic/deleteAgentWorkspace";
import { getAgentDetailsByIdTool } from "./classic/getAgentDetailsById";
import { getAgentExecutionLogsTool } from "./classic/getAgentExecutionLogs";
import { listAllAgentsTool } from "./classic/listAllAgents";
import { executeCommandTool } from "./commands/executeCommand";
import { getCommandOutputTool } from "./commands/getCommandOutput";
import { listProcessesTool } from "./commands/listProcesses";
import type { ToolDefinition } from "./definition";
import { listDirectoryTool } from "./files/listDirectory";
import { readFileTool } from "./files/readFile";
import { writeFileTool } from "./files/writeFile";
import { cancelAgentTaskTool } from "./fleet/cancelAgentTask";
import { createAgentTool } from "./fleet/createAgent";
import { deleteAgentTool } from "./fleet/deleteAgent";
import { getFleetStatusMetricsTool } from "./fleet/getFleetStatusMetrics";
import { listAgentProjectsTool } from "./fleet/listAgentProjects";
import { listAgentRolesTool } from "./fleet/listAgentRoles";
import { listAgentsTool } from "./fleet/listAgents";
import { manageAgentQueueTool } from "./fleet/manageAgentQueue";
import { pauseAgentTool } from "./fleet/pauseAgent";
import { restartAgentTool } from "./fleet/restartAgent";
import { resumeAgentTool } from "./fleet/resumeAgent";
import { sendInputToAgentTool } from "./fleet/sendInputToAgent";
import { showAgentLogTool } from "./fleet/showAgentLog";
import { showAgentTaskHistoryTool } from "./fleet/showAgentTaskHistory";
import { showAgentTool } from "./fleet/showAgent";
import { startAgentTaskTool } from "./fleet/startAgentTask";
import { updateAgentTool } from "./fleet/updateAgent";
import { waitForAgentsTool } from "./fleet/waitForAgents";
import { createTemplateTool } from "./templateAdmin/createTemplate";
import { createTemplateVersionTool } from "./templateAdmin/createTemplateVersion";
import { deleteTemplateTool } from "./templateAdmin/deleteTemplate";
import { getTemplateVersionLogsTool } from "./templateAdmin/getTemplateVersionLogs";
import { setActiveTemplateVersionTool } from "./templateAdmin/setActiveTemplateVersion";
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
  waitForAgentsTool,
  showAgentTaskHistoryTool,
  showAgentLogTool,
  sendInputToAgentTool,
  manageAgentQueueTool,
  updateAgentTool,
  getFleetStatusMetricsTool,
  listWorkspacesTool,
  createWorkspaceTool,
  startWorkspaceTool,
  stopWorkspaceTool,
  deleteWorkspaceTool,
  getWorkspaceStatusTool,
  executeCommandTool,
  getCommandOutputTool,
  listProcessesTool,
  readFileTool,
  writeFileTool,
  listDirectoryTool,
  listTemplatesTool,
  getTemplateInfoTool,
  listTemplateVersionsTool,
  getAuthenticatedUserTool,
  listAllAgentsTool,
  getAgentDetailsByIdTool,
  getAgentExecutionLogsTool,
  createNewAgentTaskTool,
  deleteAgentWorkspaceTool,
  createTemplateTool,
  createTemplateVersionTool,
  getTemplateVersionLogsTool,
  setActiveTemplateVersionTool,
  deleteTemplateTool,
];
