/** Models chats can use, and the providers they come from. */
import * as z from "zod";
import type { Context } from "../../http/context";
import { forbidden, HttpError, notFound, type Validation } from "../../http/errors";
import { readJson } from "../../http/jsonBody";
import { empty, json, type Reply } from "../../http/reply";
import type { Route } from "../../http/route";
import { parseUuid } from "../../http/uuid";
import { iso } from "../../render/time";
import { addModel, addProvider } from "../engine/modelStore";
import type { ChatStore } from "../state/chatStore";
import type { ModelConfig, Provider } from "../state/types";

const types = ["openai", "anthropic", "azure", "google", "openai-compat", "openrouter", "vercel", "bedrock"];
const namePattern = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const usualThreshold = 70;

const providerBody = z.object({
  type: z.string().default(""),
  name: z.string().default(""),
  display_name: z.string().default(""),
  enabled: z.boolean().default(false),
  base_url: z.string().default(""),
  api_keys: z.array(z.string()).default([]),
});

const modelBody = z.object({
  ai_provider_id: z.string().default(""),
  model: z.string().default(""),
  display_name: z.string().default(""),
  enabled: z.boolean().default(true),
  is_default: z.boolean().default(false),
  context_limit: z.number().default(0),
  compression_threshold: z.number().default(usualThreshold),
  model_config: z.unknown().optional(),
});

function renderProvider(provider: Provider) {
  return {
    id: provider.id,
    type: provider.type,
    name: provider.name,
    display_name: provider.displayName,
    icon: "",
    enabled: provider.enabled,
    base_url: provider.baseUrl,
    api_keys: provider.keys.map(({ id, masked, createdAt }) => ({ id, masked, created_at: iso(createdAt) })),
    settings: null,
    created_at: iso(provider.createdAt),
    updated_at: iso(provider.updatedAt),
  };
}

async function createProvider(context: Context): Promise<Reply> {
  if (!context.isOwner) throw forbidden();
  const body = await readJson(context, providerBody);
  const validations: Validation[] = [];
  if (!types.includes(body.type)) {
    validations.push({ field: "type", detail: `unsupported provider type ${JSON.stringify(body.type)}` });
  }
  if (!namePattern.test(body.name)) {
    const rule = `name must match ${namePattern.source} (lowercase alphanumeric, hyphens between words)`;
    validations.push({ field: "name", detail: rule });
  }
  if (body.base_url === "") validations.push({ field: "base_url", detail: "base_url is required" });
  if (validations.length > 0) {
    throw new HttpError(400, "Invalid AI provider request.", undefined, validations);
  }
  const { chats } = context.deployment;
  if ([...chats.providers.values()].some(({ name }) => name === body.name)) {
    throw new HttpError(
      409,
      `AI provider ${JSON.stringify(body.name)} already exists.`,
      'execute transaction: pq: duplicate key value violates unique constraint "ai_providers_name_unique"',
    );
  }
  const provider = addProvider(chats, {
    type: body.type,
    name: body.name,
    displayName: body.display_name,
    baseUrl: body.base_url,
    keys: body.api_keys,
  });
  provider.enabled = body.enabled;
  return json(renderProvider(provider), 201);
}

async function createModel(context: Context): Promise<Reply> {
  if (!context.isOwner) throw forbidden();
  const body = await readJson(context, modelBody);
  const { chats } = context.deployment;
  if (body.ai_provider_id === "") throw new HttpError(400, "AI provider ID is required.");
  if (body.model === "") throw new HttpError(400, "Model is required.");
  if (body.context_limit <= 0) {
    throw new HttpError(400, "Context limit is required.", "context_limit must be greater than zero.");
  }
  const provider = chats.providers.get(body.ai_provider_id.toLowerCase());
  if (provider === undefined) throw new HttpError(412, "AI provider is not configured.");
  const model = addModel(chats, {
    providerId: provider.id,
    model: body.model,
    displayName: body.display_name === "" ? body.model : body.display_name,
    enabled: body.enabled,
    isDefault: body.is_default,
    contextLimit: body.context_limit,
    compressionThreshold: body.compression_threshold,
    modelConfig: body.model_config,
    microsPerToken: null,
  });
  return json(renderModel(model), 201);
}

function renderModel(model: ModelConfig) {
  return {
    id: model.id,
    ai_provider_id: model.providerId,
    model: model.model,
    display_name: model.displayName,
    enabled: model.enabled,
    is_default: model.isDefault,
    context_limit: model.contextLimit,
    compression_threshold: model.compressionThreshold,
    ...(model.modelConfig === undefined ? {} : { model_config: model.modelConfig }),
    created_at: iso(model.createdAt),
    updated_at: iso(model.createdAt),
  };
}

/** By kind of provider, then by name. */
function sortedModels(chats: ChatStore): readonly ModelConfig[] {
  const key = (model: ModelConfig) =>
    [chats.providers.get(model.providerId)?.type ?? "", model.model, model.displayName].join("\0");
  return [...chats.models.values()].sort((one, other) => (key(one) < key(other) ? -1 : 1));
}

function listModels({ deployment: { chats } }: Context): Reply {
  const kinds = [...new Set([...chats.providers.values()].map(({ type }) => type))].sort();
  const providers = kinds.flatMap((kind) => {
    const models = new Map<string, unknown>();
    let available = false;
    for (const model of sortedModels(chats)) {
      const provider = chats.providers.get(model.providerId);
      if (provider?.type !== kind || !model.enabled || !provider.enabled) continue;
      available ||= provider.keys.length > 0;
      const id = `${kind}:${model.model}`;
      if (!models.has(id)) {
        models.set(id, { id, provider: kind, model: model.model, display_name: model.displayName });
      }
    }
    if (models.size === 0) return [];
    const reason = available ? {} : { unavailable_reason: "user_api_key_required" };
    return [{ provider: kind, available, ...reason, models: [...models.values()] }];
  });
  return json({ providers, unsupported_providers: [] });
}

const gone = (): never => {
  throw new HttpError(
    410,
    "Legacy chat provider APIs were removed. Use AI provider APIs instead.",
    "See https://coder.com/docs/ai-coder/agents/models#providers for AI provider configuration.",
  );
};

/** Below the base of chats. */
export const modelRoutes: readonly Route[] = [
  { method: "GET", path: "/models", handler: listModels },
  {
    method: "GET",
    path: "/model-configs",
    handler: ({ deployment }) => json(sortedModels(deployment.chats).map(renderModel)),
  },
  { method: "POST", path: "/model-configs", handler: createModel },
  { method: "*", path: "/providers", handler: gone },
  { method: "*", path: "/user-provider-configs", handler: gone },
];

export const providerRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/api/v2/ai/providers",
    handler: ({ deployment, isOwner }) => {
      if (!isOwner) throw forbidden();
      return json([...deployment.chats.providers.values()].map(renderProvider));
    },
  },
  { method: "POST", path: "/api/v2/ai/providers", handler: createProvider },
  {
    method: "DELETE",
    path: "/api/v2/ai/providers/{provider}",
    handler: (context) => {
      if (!context.isOwner) throw forbidden();
      const id = parseUuid(context.param("provider"));
      if (!context.deployment.chats.providers.delete(id)) throw notFound();
      return empty();
    },
  },
];
