import { resumeAgent } from "../../services/agents/pauseAgent";
import { SETS_STATE } from "../annotations";
import { agentName, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { agentState, agentStateSchema } from "../agentState";

export const resumeAgentTool = defineTool({
  name: "resume_agent",
  title: "Resume agent",
  toolsets: ["fleet"],
  description:
    "Start a stopped agent's workspace again. Answers while it starts; show_agent tells when it is idle.",
  annotations: SETS_STATE,
  input: toolInput({ agent_name: agentName }),
  output: agentStateSchema,
  run: async ({ agent_name }, fleet, call) =>
    agentState(await resumeAgent(fleet, agent_name, call), agent_name),
  text: ({ message }) => message,
});
