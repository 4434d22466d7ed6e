/** Errors of the model's provider, in the words Coder has for them (facts/coder-chats.md 5). */
import type { ChatError, ErrorKind, Provider } from "../state/types";
import type { UpstreamFailure } from "./speech";

/** A failed call as the turn sees it. */
export interface CallFailure {
  readonly error: ChatError;
  /** What the provider asked to wait; null: it did not say. */
  readonly retryAfterMs: number | null;
}

const providerNames: Readonly<Record<string, string>> = {
  openai: "OpenAI",
  anthropic: "Anthropic",
  azure: "Azure OpenAI",
  google: "Google",
  "openai-compat": "OpenAI Compatible",
  openrouter: "OpenRouter",
  vercel: "Vercel AI Gateway",
  bedrock: "AWS Bedrock",
};

/** How long a key rests after a 429 that does not say. */
const restMs = 60_000;

/** Looks at the keys before a call: one chat's failure is every chat's (facts/coder-chats.md 2). */
export function keyFailure(provider: Provider, now: number): CallFailure | null {
  if (!provider.keysFailed && provider.keys.length > 0 && provider.keys.every(({ bad }) => bad)) {
    provider.keysFailed = true;
  }
  if (provider.keysFailed) return authFailure(provider);
  const restsMs = provider.coolUntil - now;
  if (restsMs > 0) return rateLimit(provider, Math.ceil(restsMs));
  return /\bdown\b/.test(provider.name) ? describe(provider, { kind: "down" }) : null;
}

/** What a failed call means for the chat, and for the provider's keys. */
export function failureOf(provider: Provider, failure: UpstreamFailure, now: number): CallFailure {
  if (failure.kind === "status" && failure.status === 401) {
    provider.keysFailed = true;
    return authFailure(provider);
  }
  if (failure.kind === "status" && failure.status === 429) {
    const waitMs = failure.retryAfterMs ?? restMs;
    provider.coolUntil = now + waitMs;
    return rateLimit(provider, waitMs);
  }
  return describe(provider, failure);
}

function authFailure(provider: Provider): CallFailure {
  return failureWith(provider, "auth", false, {
    detail: "all configured keys failed authentication. Contact your Administrator",
    status_code: 502,
  });
}

const rateLimit = (provider: Provider, waitMs: number): CallFailure => ({
  ...failureWith(provider, "rate_limit", true, { status_code: 429 }),
  retryAfterMs: waitMs,
});

function describe(provider: Provider, failure: UpstreamFailure): CallFailure {
  switch (failure.kind) {
    case "cut":
      return failureWith(provider, "timeout", true, {});
    case "down":
      return failureWith(provider, "timeout", true, { status_code: 502 });
    case "in stream":
      return inStream(provider);
    case "status":
      break;
  }
  const { status, message } = failure;
  const about = { detail: message, status_code: status };
  if (status === 403) return failureWith(provider, "auth", false, about);
  if (status === 503 || status === 529) return failureWith(provider, "overloaded", true, about);
  if (message.includes("context length")) return failureWith(provider, "config", false, about);
  return failureWith(provider, "generic", status >= 500, about);
}

function failureWith(
  provider: Provider,
  kind: ErrorKind,
  retryable: boolean,
  more: { readonly detail?: string; readonly status_code?: number },
): CallFailure {
  const { detail, ...rest } = more;
  const error: ChatError = {
    message: wordsOf(kind, providerNames[provider.type] ?? provider.displayName),
    ...(detail === undefined ? {} : { detail }),
    kind,
    provider: provider.type,
    retryable,
    ...rest,
  };
  return { error, retryAfterMs: null };
}

function inStream(provider: Provider): CallFailure {
  const upstream = JSON.stringify({ message: "mid-stream failure", type: "server_error" });
  const body = JSON.stringify({
    code: "error",
    message: `unknown stream error: received error while streaming: ${upstream}`,
    param: "",
    type: "error",
  });
  const error: ChatError = {
    message: "The chat request failed unexpectedly.",
    detail: `received error while streaming: ${body}`,
    kind: "generic",
    provider: provider.type,
    retryable: false,
  };
  return { error, retryAfterMs: null };
}

function wordsOf(kind: ErrorKind, provider: string): string {
  switch (kind) {
    case "generic":
      return `${provider} returned an unexpected error.`;
    case "overloaded":
      return `${provider} is temporarily overloaded.`;
    case "rate_limit":
      return `${provider} is rate limiting requests.`;
    case "timeout":
      return `${provider} is temporarily unavailable.`;
    case "auth":
      return `Authentication with ${provider} failed. Check the API key and permissions.`;
    case "config":
      return `${provider} rejected the model configuration. Check the selected model and provider settings.`;
  }
}

const firstDelayMs = 1000;
const longestDelayMs = 60_000;

/** Time before the next attempt: 1, 2, 4… seconds up to a minute, and never less than the provider asks. */
export function retryDelayMs(attempt: number, { retryAfterMs }: CallFailure): number {
  return Math.max(retryAfterMs ?? 0, Math.min(longestDelayMs, firstDelayMs * 2 ** (attempt - 1)));
}
