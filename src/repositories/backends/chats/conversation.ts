/** Messages of a chat as entries of an agent's log. Pure. */
import type { LogEntry } from "../../../models/agent";
import type { ChatMessage, ChatPart } from "../../../models/coder/chat";
import { toolText } from "./toolText";

/** Tools that end a turn to ask something of a person (plan mode). */
const ASKING_TOOLS = new Set(["ask_user_question", "propose_plan"]);

/** A message as an entry of the log. */
export function logEntry(message: Pick<ChatMessage, "id" | "role" | "content" | "created_at">): LogEntry {
  return {
    id: message.id,
    content: partsText(message.content),
    type: message.role === "user" ? "input" : "output",
    time: message.created_at,
  };
}

/** Text as it was written; tool calls and their results in short. */
export function partsText(parts: readonly ChatPart[]): string {
  const lines: string[] = [];
  let text = "";
  for (const part of parts) {
    // An interrupted text is stored in the pieces it arrived in (facts/coder-chats.md 8).
    if (part.type === "text") {
      text += part.text;
      continue;
    }
    lines.push(text, partText(part));
    text = "";
  }
  return [...lines, text].filter((line) => line !== "").join("\n");
}

function partText(part: ChatPart): string {
  switch (part.type) {
    case "reasoning":
      return part.text === "" ? "" : `[thinking] ${part.text}`;
    case "tool-call":
      return toolText(`calls ${part.tool_name}`, part.args);
    case "tool-result":
      return (
        questionText(part) ??
        toolText(`${part.tool_name} ${part.is_error ? "failed" : "answered"}`, part.result)
      );
    case "file":
    case "file-reference":
      return `[file ${part.name || part.file_name}]`;
    default:
      return part.text;
  }
}

/** What the newest message asks of a person; undefined where it asks nothing. */
export function askedQuestion(newest: ChatMessage | undefined): string | undefined {
  for (const part of newest?.content ?? []) {
    const question = part.type === "tool-result" ? questionText(part) : undefined;
    if (question !== undefined) return question;
  }
  return undefined;
}

/** What a tool's result asks of a person; undefined where it asks nothing, or the tool failed. */
function questionText({ tool_name, result, is_error }: ChatPart): string | undefined {
  if (is_error || !ASKING_TOOLS.has(tool_name)) return undefined;
  if (tool_name === "propose_plan") {
    const path = field(result, "path");
    return `A plan waits for approval${typeof path === "string" ? `: ${path}` : ""}.`;
  }
  const questions = field(result, "questions");
  if (!Array.isArray(questions)) return undefined;
  return questions
    .map((one: unknown) => {
      const options = field(one, "options");
      const labels = Array.isArray(options) ? options.map((option: unknown) => field(option, "label")) : [];
      const choices = labels.filter((label) => typeof label === "string");
      const question = field(one, "question");
      return `${typeof question === "string" ? question : ""}${choices.length === 0 ? "" : ` (${choices.join(" | ")})`}`;
    })
    .join(" ");
}

function field(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;
}
