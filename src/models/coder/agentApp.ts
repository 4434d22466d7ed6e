/** AgentAPI: what the app of a task answers through the path proxy (facts: `GET /messages`, `POST /message`). */
import * as z from "zod";
import { optionalText, rows, timestamp } from "./common";

/** The conversation, oldest first. */
export const agentAppMessagesSchema = z.object({
  messages: rows(
    z.object({
      id: z.number(),
      /** user, agent. */
      role: z.string(),
      content: optionalText,
      time: timestamp,
    }),
  ),
});

/** Answer to a message. */
export const agentAppSentSchema = z.object({ ok: z.boolean() });
