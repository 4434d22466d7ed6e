import * as z from "zod";
import { cancelTask } from "../../services/agents/cancelTask";
import { previewAgent } from "../../services/agents/previewAgent";
import { DESTRUCTIVE } from "../annotations";
import { agentName, dryRun, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { shownName } from "../shownName";

export const cancelAgentTaskTool = defineTool({
  name: "cancel_agent_task",
  title: "Cancel task",
  toolsets: ["fleet"],
  description: "Interrupt what a busy agent is doing. The agent stays and becomes idle.",
  annotations: DESTRUCTIVE,
  input: toolInput({ agent_name: agentName, dry_run: dryRun }),
  output: z.object({ agent_name: z.string(), message: z.string() }),
  preview: ({ agent_name }, fleet, call) => previewAgent(fleet, agent_name, "cancel", call),
  async run({ agent_name }, fleet, call) {
    const agent = await cancelTask(fleet, agent_name, call);
    const name = shownName(agent, agent_name);
    return { agent_name: name, message: `Task canceled for agent '${name}' successfully.` };
  },
  text: ({ message }) => message,
});
