import { pauseAgent } from "../../services/agents/pauseAgent";
import { previewAgent } from "../../services/agents/previewAgent";
import { DESTRUCTIVE } from "../annotations";
import { agentName, dryRun, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { agentState, agentStateSchema } from "../agentState";

export const pauseAgentTool = defineTool({
  name: "pause_agent",
  title: "Pause agent",
  toolsets: ["fleet"],
  description:
    "Stop an agent's workspace to save its cost, ending its present work; resume_agent starts it again. Answers while it stops.",
  annotations: { ...DESTRUCTIVE, idempotentHint: true },
  input: toolInput({ agent_name: agentName, dry_run: dryRun }),
  output: agentStateSchema,
  preview: ({ agent_name }, fleet, call) => previewAgent(fleet, agent_name, "pause", call),
  run: async ({ agent_name }, fleet, call) =>
    agentState(await pauseAgent(fleet, agent_name, call), agent_name),
  text: ({ message }) => message,
});
