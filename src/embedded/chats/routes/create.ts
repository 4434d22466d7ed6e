import type { Context } from "../../http/context";
import { forbidden, HttpError } from "../../http/errors";
import { readBody } from "../../http/goJson";
import { json, type Reply } from "../../http/reply";
import { nilUuid } from "../../http/uuid";
import { maySee } from "../../rules/access";
import { titleLater } from "../engine/afterTurn";
import { newChat } from "../engine/newChat";
import { startTurn } from "../engine/turns";
import { renderChat } from "../render/chat";
import type { Chat, ModelConfig } from "../state/types";
import { checkGateway, mayChat } from "./access";
import { readContent } from "./content";
import { readLabels } from "./labels";

/** Bytes of a body, letters of a system prompt on 2.36. */
const largestBody = 256 * 1024;
const longestSystemPrompt = 10_000;
const mostClientTools = 250;
const efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

/** `POST /chats`: the chat runs already when it is answered. */
export async function createChat(context: Context): Promise<Reply> {
  checkGateway(context);
  const { deployment, user } = context;
  if (!mayChat(context)) throw forbidden();
  const body = await readCreateBody(context);
  checkOrganizationId(context, body.organization_id);
  const labels = readLabels(body.labels);
  const content = readContent(context, body.content);
  const planMode = readPlanMode(body.plan_mode);
  checkClientType(body.client_type);
  checkEffort(body.reasoning_effort);
  checkSystemPrompt(context, body.system_prompt ?? "");
  checkServers(body.mcp_server_ids ?? []);
  const workspaceId = readWorkspace(context, body.workspace_id);
  const model = readModel(context, body.model_config_id);
  const chat = newChat(deployment, {
    ownerId: user.id,
    content,
    modelConfigId: model.id,
    workspaceId,
    labels,
    planMode,
    clientType: body.client_type === undefined || body.client_type === "" ? "api" : body.client_type,
    clientTools: readClientTools(body.unsafe_dynamic_tools ?? []),
  });
  // What its workspace tells is found by the turn, after this.
  const shown = renderChat(deployment, chat, "single");
  startTurn(deployment, chat);
  titleLater(deployment, chat);
  return json(shown, 201);
}

async function readCreateBody(context: Context) {
  if ((await context.body()).length > largestBody) {
    throw new HttpError(413, "Request body too large.", "http: request body too large");
  }
  return readBody(context, "CreateChatRequest", {
    organization_id: "uuid",
    content: "[]part",
    workspace_id: "uuid",
    model_config_id: "uuid",
    reasoning_effort: "string",
    labels: "map",
    plan_mode: "string",
    client_type: "string",
    system_prompt: "string",
    mcp_server_ids: "[]string",
    unsafe_dynamic_tools: "[]any",
  });
}

function checkOrganizationId({ deployment }: Context, id = nilUuid): void {
  if (id === nilUuid) throw new HttpError(400, "organization_id is required.");
  if (id.toLowerCase() === deployment.organizationId) return;
  throw new HttpError(403, "You are not a member of the specified organization.");
}

/** @throws HttpError 400 */
export function readPlanMode(text = ""): Chat["planMode"] {
  if (text === "" || text === "plan") return text;
  throw new HttpError(400, "Invalid plan_mode value.");
}

function checkClientType(text = ""): void {
  if (["", "ui", "api"].includes(text)) return;
  throw new HttpError(400, "Invalid client_type.", `got ${JSON.stringify(text)}, want one of [ui api]`);
}

function checkEffort(text = ""): void {
  if (text === "" || efforts.includes(text)) return;
  const detail = `Invalid value ${JSON.stringify(text)}, must be one of ${efforts.join(", ")}`;
  throw new HttpError(400, "Invalid reasoning_effort value.", detail);
}

function checkSystemPrompt({ generation }: Context, text: string): void {
  if (generation.chatsOf === "2.37" || text.length <= longestSystemPrompt) return;
  throw new HttpError(
    400,
    "System prompt exceeds maximum length.",
    `System prompt must be at most ${longestSystemPrompt} characters, got ${text.length}.`,
  );
}

/** There are no MCP servers here. */
function checkServers(ids: readonly string[]): void {
  if (ids.length === 0) return;
  throw new HttpError(400, "One or more MCP server IDs are invalid.", `Invalid IDs: ${ids.join(", ")}`);
}

/** A deleted workspace is taken, one the user may not see is not. @throws HttpError 400 */
export function readWorkspace(context: Context, id = nilUuid): string | null {
  if (id === nilUuid) return null;
  const workspace = context.store.workspaces.get(id.toLowerCase());
  if (workspace !== undefined && maySee(context.user, workspace)) return workspace.id;
  throw new HttpError(400, "Workspace not found or you do not have access to this resource");
}

/** The model asked for, else the default one. @throws HttpError 400 */
export function readModel({ deployment }: Context, id = nilUuid): ModelConfig {
  const { chats } = deployment;
  if (id === nilUuid) {
    const model = chats.defaultModel();
    if (model === undefined) throw new HttpError(400, "No default chat model config is configured.");
    return model;
  }
  const model = chats.models.get(id.toLowerCase());
  if (model?.enabled !== true) {
    throw new HttpError(400, "Invalid model_config_id: model config not found or disabled.");
  }
  if (chats.providerOf(model.id)?.keys.length === 0) {
    throw new HttpError(400, "Invalid model_config_id: provider credentials unavailable for this model.");
  }
  return model;
}

function readClientTools(given: readonly unknown[]): readonly string[] {
  const names = given.map((one) => {
    const name: unknown = typeof one === "object" && one !== null ? Reflect.get(one, "name") : "";
    return typeof name === "string" ? name : "";
  });
  if (names.includes("")) throw new HttpError(400, "Dynamic tool name is required.");
  if (new Set(names).size < names.length) throw new HttpError(400, "Dynamic tool names must be unique.");
  if (names.length > mostClientTools) throw new HttpError(400, "Too many dynamic tools.");
  return names;
}
