import * as z from "zod";
import type { Agent } from "../../models/agent";
import { cut } from "../../models/text";
import { startTask } from "../../services/agents/startTask";
import { ADDITIVE } from "../annotations";
import { agentName, optional, optionalText, toolInput } from "../arguments";
import { defineTool } from "../definition";
import { BUILD_LIMIT_MS } from "../limits";
import { shownName } from "../shownName";

/** Longest echo of the task, in characters. */
const ECHO_LENGTH = 500;

export const startAgentTaskTool = defineTool({
  name: "start_agent_task",
  title: "Start task",
  toolsets: ["fleet"],
  description: "Give an idle agent its next task. Answers when it is sent, not when it is done.",
  annotations: ADDITIVE,
  limitMs: BUILD_LIMIT_MS,
  input: toolInput({
    agent_name: agentName,
    task_description: z.string().describe("The task, a prompt"),
    start_if_stopped: optional(z.boolean()).describe("Resume a stopped agent first; takes minutes"),
    when_busy: optional(z.enum(["refuse", "queue", "interrupt"])).describe(
      "Default refuse; others only on chats",
    ),
    model: optionalText.describe("Chats: model to use from now on"),
  }),
  output: z.object({ agent_name: z.string(), task_description: z.string(), message: z.string() }),
  async run(args, fleet, call) {
    const agent = await startTask(
      fleet,
      {
        agent: args.agent_name,
        text: args.task_description,
        startIfStopped: args.start_if_stopped,
        whenBusy: args.when_busy,
        model: args.model,
      },
      call,
    );
    const name = shownName(agent, args.agent_name);
    return {
      agent_name: name,
      task_description: cut(args.task_description, ECHO_LENGTH),
      message: sentMessage(name, agent, args.when_busy),
    };
  },
  text: ({ message }) => message,
});

/** `agent`: as it was before. A task's own report that it works reaches Coder a moment after the text. */
function sentMessage(name: string, { kind, status }: Agent, whenBusy: string | undefined): string {
  if (status === "busy" && whenBusy === "queue") {
    return `Agent '${name}' is busy; the task waits until it has finished.`;
  }
  const delay = kind === "chat" ? "" : " It may still read idle for a moment.";
  return `Task assigned to agent '${name}' successfully.${delay}`;
}
