/** Makes chats; the turn that follows is begun by the caller. */
import type { Deployment } from "../../deployment";
import { newId } from "../../state/random";
import { textOf } from "../state/text";
import type { Chat, Part, SubAgentType } from "../state/types";
import { newMessage, tell } from "./changes";

/** A chat to make. */
export interface ChatRequest {
  readonly ownerId: string;
  readonly content: readonly Part[];
  readonly modelConfigId: string;
  readonly workspaceId: string | null;
  readonly title?: string;
  readonly parent?: { readonly chat: Chat; readonly agentType: SubAgentType };
  readonly clientType?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly planMode?: Chat["planMode"];
  readonly clientTools?: readonly string[];
  readonly mcpServerIds?: readonly string[];
}

/** Messages with Coder's own instructions that come before the first of the user; they are never shown. */
const hiddenMessages = 2;

/** Adds a running chat with its first message, and tells its owner. */
export function newChat(deployment: Deployment, request: ChatRequest): Chat {
  const { chats } = deployment;
  const chat = emptyChat(request, { id: newId(), createdAt: Date.now() });
  for (let hidden = 0; hidden < hiddenMessages; hidden++) chats.nextMessageId();
  chat.messages.push(newMessage(deployment, chat, "user", request.content, { createdBy: request.ownerId }));
  for (const part of request.content) if (part.type === "file") chat.fileIds.push(part.fileId);
  chats.add(chat);
  tell(deployment, chat, "created");
  return chat;
}

/** A chat in which nothing was said yet. */
export function emptyChat(
  request: ChatRequest,
  { id, createdAt }: { readonly id: string; readonly createdAt: number },
): Chat {
  const { parent } = request;
  return {
    id,
    ownerId: request.ownerId,
    parentId: parent?.chat.id ?? null,
    rootId: parent?.chat.rootId ?? id,
    agentType: parent?.agentType ?? "general",
    clientType: request.clientType ?? "api",
    createdAt,
    updatedAt: createdAt,
    workspaceId: request.workspaceId,
    buildId: null,
    agentId: null,
    instructions: null,
    modelConfigId: request.modelConfigId,
    title: request.title ?? fallbackTitle(request.content),
    status: "running",
    lastError: null,
    lastTurnSummary: null,
    summary: null,
    archived: false,
    pinOrder: 0,
    mcpServerIds: request.mcpServerIds ?? [],
    labels: request.labels ?? {},
    planMode: request.planMode ?? "",
    clientTools: request.clientTools ?? [],
    fileIds: [],
    readers: new Set(),
    sharedWithAll: false,
    messages: [],
    queue: [],
    historyVersion: 1,
    rewound: false,
    lastReadId: 0,
    diffStatus: null,
    cost: { requests: 0, unpriced: 0, micros: 0 },
    finishedTurns: 0,
  };
}

const titleWords = 6;
const titleLength = 80;

/** The first six words. */
function fallbackTitle(content: readonly Part[]): string {
  const words = textOf(content)
    .split(/\s+/)
    .filter((word) => word !== "");
  if (words.length === 0) return "New Chat";
  const title = words.slice(0, titleWords).join(" ") + (words.length > titleWords ? "…" : "");
  const letters = Array.from(title);
  return letters.length <= titleLength ? title : `${letters.slice(0, titleLength - 1).join("")}…`;
}
