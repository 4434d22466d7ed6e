import * as z from "zod";
import { previewAgent } from "../../services/agents/previewAgent";
import { restartAgent } from "../../services/agents/restartAgent";
import { agentView, agentViewSchema } from "../agentView";
import { DESTRUCTIVE } from "../annotations";
import { agentName, dryRun, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { shownName } from "../shownName";

export const restartAgentTool = defineTool({
  name: "restart_agent",
  title: "Restart agent",
  toolsets: ["fleet"],
  description:
    "Stop an agent's workspace and start it again, for one that hangs, failed or is offline. Ends its present work. Answers while it starts.",
  annotations: DESTRUCTIVE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({ agent_name: agentName, dry_run: dryRun }),
  output: z.object({ agent: agentViewSchema, message: z.string() }),
  preview: ({ agent_name }, fleet, call) => previewAgent(fleet, agent_name, "restart", call),
  async run({ agent_name }, fleet, call) {
    const agent = await restartAgent(fleet, agent_name, call);
    return {
      agent: agentView(agent, agent_name),
      message: `Agent '${shownName(agent, agent_name)}' restarted; it is ${agent.status}.`,
    };
  },
  text: ({ message }) => message,
});
