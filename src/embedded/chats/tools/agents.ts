import * as z from "zod";
import { until } from "../engine/clock";
import { commit, newMessage, tell } from "../engine/changes";
import { newChat } from "../engine/newChat";
import { isoSeconds } from "../../render/time";
import { textOf } from "../state/text";
import type { Chat } from "../state/types";
import { tool, type ToolContext, ToolError } from "./tool";

const defaultWaitSeconds = 300;

export const agentTools = [
  tool(
    "spawn_agent",
    z.object({
      type: z.enum(["general", "explore", "computer_use"]).default("general"),
      prompt: z.string().min(1),
      title: z.string().optional(),
    }),
    ({ deployment, chat, controls }, { type, prompt, title }) => {
      if (chat.parentId !== null) throw new ToolError("sub-agents cannot spawn agents");
      const child = newChat(deployment, {
        ownerId: chat.ownerId,
        content: [{ type: "text", text: prompt }],
        modelConfigId: chat.modelConfigId,
        workspaceId: chat.workspaceId,
        parent: { chat, agentType: type },
        ...(title === undefined ? {} : { title }),
      });
      controls.start(deployment, child);
      return { result: describe(child) };
    },
  ),
  tool(
    "wait_agent",
    z.object({ chat_id: z.string(), timeout_seconds: z.number().positive().default(defaultWaitSeconds) }),
    async (context, args) => {
      const { deployment, signal } = context;
      const child = findChild(context, args.chat_id);
      const left = new AbortController();
      const either = AbortSignal.any([signal, left.signal]);
      const cancel = deployment.timers.after(args.timeout_seconds * 1000, () => {
        left.abort();
      });
      try {
        await until(deployment.topics, child.id, either, () => !isBusy(child));
      } catch (error) {
        signal.throwIfAborted();
        if (!left.signal.aborted) throw error;
        return { result: { ...describe(child), timed_out: true } };
      } finally {
        cancel();
      }
      const report = textOf(child.messages.findLast(({ role }) => role === "assistant")?.content ?? []);
      return { result: { ...describe(child), report } };
    },
  ),
  tool("message_agent", z.object({ chat_id: z.string(), message: z.string().min(1) }), (context, args) => {
    const { deployment, chat, controls } = context;
    const child = findChild(context, args.chat_id);
    if (isBusy(child)) throw new ToolError("agent is busy; wait for it or interrupt it first");
    const content = [{ type: "text", text: args.message }] as const;
    const message = newMessage(deployment, child, "user", content, { createdBy: chat.ownerId });
    child.lastError = null;
    commit(deployment, child, { messages: [message], status: "running" });
    tell(deployment, child, "status_change");
    controls.start(deployment, child);
    return { result: describe(child) };
  }),
  tool("interrupt_agent", z.object({ chat_id: z.string() }), (context, args) => {
    const child = findChild(context, args.chat_id);
    if (child.status === "running") context.controls.interrupt(context.deployment, child);
    return { result: describe(child) };
  }),
  tool("list_agents", z.object({}), ({ deployment, chat }) => {
    const agents = deployment.chats.childrenOf(chat).map((child) => ({
      ...describe(child),
      created_at: isoSeconds(child.createdAt),
      updated_at: isoSeconds(child.updatedAt),
    }));
    return { result: { total: agents.length, agents, offset: 0, has_more: false, returned: agents.length } };
  }),
  tool("list_subagent_models", z.object({}), ({ deployment }) => ({
    result: {
      models: [...deployment.chats.models.values()]
        .filter(({ enabled }) => enabled)
        .map(({ id, model, displayName }) => ({ id, model, display_name: displayName })),
    },
  })),
];

const describe = (chat: Chat) => ({
  chat_id: chat.id,
  title: chat.title,
  type: chat.agentType,
  status: chat.status,
});

const isBusy = ({ status }: Chat) => status === "running" || status === "interrupting";

function findChild({ deployment, chat }: ToolContext, id: string): Chat {
  const child = deployment.chats.childrenOf(chat).find((one) => one.id === id);
  if (child === undefined) throw new ToolError(`agent ${id} not found`);
  return child;
}
