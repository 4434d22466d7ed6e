/** Adds providers and models. */
import { newId } from "../../state/random";
import type { ChatStore } from "../state/chatStore";
import type { ModelConfig, Provider } from "../state/types";

/** Keys that begin with `bad` are refused by the scripted provider. */
export function addProvider(
  chats: ChatStore,
  given: Pick<Provider, "type" | "name" | "displayName" | "baseUrl"> & { readonly keys: readonly string[] },
): Provider {
  const now = Date.now();
  const provider: Provider = {
    id: newId(),
    type: given.type,
    name: given.name,
    displayName: given.displayName,
    enabled: true,
    baseUrl: given.baseUrl,
    keys: given.keys.map((key) => ({
      id: newId(),
      masked: mask(key),
      bad: key.startsWith("bad"),
      createdAt: now,
    })),
    createdAt: now,
    updatedAt: now,
    keysFailed: false,
    coolUntil: 0,
  };
  chats.providers.set(provider.id, provider);
  return provider;
}

/** As much of a key as Coder shows: `sk-f...0000`. */
function mask(key: string): string {
  const shown = key.length < 8 ? 0 : key.length < 20 ? 2 : 4;
  return `${key.slice(0, shown)}...${shown === 0 ? "" : key.slice(-shown)}`;
}

/** Sets a model up; a new default takes the place of the old one. */
export function addModel(chats: ChatStore, given: Omit<ModelConfig, "id" | "createdAt">): ModelConfig {
  const model: ModelConfig = { ...given, id: newId(), createdAt: Date.now() };
  if (model.isDefault) for (const other of chats.models.values()) other.isDefault = false;
  chats.models.set(model.id, model);
  return model;
}
