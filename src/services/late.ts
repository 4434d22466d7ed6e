/**
 * What the extension loads when something is first asked of a deployment, not when it is activated: the build
 * makes a bundle of its own of this file (esbuild.mjs). Only `import()` it.
 */
export { dashboardRequestSchema } from "../models/dashboardRequest";
export { sessionSchema } from "../models/session";
export { agentOverview } from "./agents/agentOverview";
export { agentQueue } from "./agents/agentQueue";
export { branchPage } from "./agents/branchPage";
export { cancelTask } from "./agents/cancelTask";
export { createAgent } from "./agents/createAgent";
export { deleteAgent } from "./agents/deleteAgent";
export { findAgent } from "./agents/findAgent";
export { fleetList } from "./agents/fleetList";
export { fleetNews } from "./agents/fleetNews";
export { followLog } from "./agents/followLog";
export { followBuildLog, followHistory, followWorkspaceLog } from "./agents/followRecords";
export { pauseAgent, resumeAgent } from "./agents/pauseAgent";
export { restartAgent } from "./agents/restartAgent";
export { sendInput } from "./agents/sendInput";
export { startTask } from "./agents/startTask";
export { updateAgent } from "./agents/updateAgent";
export { executeCommand } from "./commands/executeCommand";
export { openShell } from "./commands/openShell";
export { coderLogin } from "./configuration/credentials";
export { loadConfiguration } from "./configuration/loadConfiguration";
export { deploymentUrl, isOn } from "./configuration/values";
export { verifyLogin } from "./deployments/verifyLogin";
export { examineConnection } from "./doctor/examine";
export { startEmbedded } from "./embeddedProcess";
export { makeDirectory, removeFile, renameFile, statFile } from "./files/changeFiles";
export { listDirectory } from "./files/listDirectory";
export { readFile } from "./files/readFile";
export { writeFile } from "./files/writeFile";
export { configurationText } from "./mcpClients/clientConfiguration";
export { MCP_CLIENTS } from "./mcpClients/clients";
export { serverEntry } from "./mcpClients/serverEntry";
export { openFleet } from "./openFleet";
export { projectParameters } from "./projects/projectParameters";
export { listProjects, listRoles } from "./projects/projects";
export { openableWorkspace } from "./workspaces/openableWorkspace";
