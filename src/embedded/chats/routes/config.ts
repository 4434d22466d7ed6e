/** Settings of chats; this deployment shows the ones a fresh one has. */
import type { Context } from "../../http/context";
import { HttpError, notFound } from "../../http/errors";
import { json } from "../../http/reply";
import type { Route } from "../../http/route";

const override = (context: string, mode: string) => ({
  context,
  mode,
  model_config_id: "",
  is_set: false,
  is_malformed: false,
});
const unset = (context: string) => ({ context, model_config_id: "", is_malformed: false });

/** By name; what only site owners may read is not there for others. */
const settings: readonly { readonly name: string; readonly value: unknown; readonly forOwners: boolean }[] = [
  {
    name: "system-prompt",
    value: {
      system_prompt: "",
      include_default_system_prompt: true,
      default_system_prompt: "You are the Coder agent.",
    },
    forOwners: true,
  },
  { name: "plan-mode-instructions", value: { plan_mode_instructions: "" }, forOwners: true },
  { name: "personal-model-overrides", value: { allow_users: false }, forOwners: true },
  {
    name: "debug-logging",
    value: { allow_users: false, forced_by_deployment: false },
    forOwners: true,
  },
  ...["general", "explore", "title_generation", "compaction"].map((context) => ({
    name: `model-override/${context}`,
    value: unset(context),
    forOwners: true,
  })),
  {
    name: "user-personal-model-overrides",
    value: {
      enabled: false,
      root: override("root", "chat_default"),
      general: override("general", "deployment_default"),
      explore: override("explore", "deployment_default"),
      deployment_defaults: { general: unset("general"), explore: unset("explore") },
    },
    forOwners: false,
  },
  {
    name: "user-debug-logging",
    value: { debug_logging_enabled: false, user_toggle_allowed: false, forced_by_deployment: false },
    forOwners: false,
  },
  { name: "user-prompt", value: { custom_prompt: "" }, forOwners: false },
  { name: "user-compaction-thresholds", value: { thresholds: [] }, forOwners: false },
  { name: "workspace-ttl", value: { workspace_ttl_ms: 0 }, forOwners: false },
  { name: "retention-days", value: { retention_days: 30 }, forOwners: false },
  { name: "debug-retention-days", value: { debug_retention_days: 30 }, forOwners: false },
  { name: "auto-archive-days", value: { auto_archive_days: 0 }, forOwners: false },
];

/** Settings that belong to an experiment nobody switched on. */
const experiments = [
  { name: "advisor", what: "Chat Advisor", experiment: "chat-advisor" },
  { name: "computer-use-provider", what: "Chat Virtual Desktop", experiment: "chat-virtual-desktop" },
];

export const configRoutes: readonly Route[] = [
  ...settings.map(({ name, value, forOwners }) => ({
    method: "GET" as const,
    path: `/config/${name}`,
    handler: (context: Context) => {
      if (forOwners && !context.isOwner) throw notFound();
      return json(value);
    },
  })),
  ...experiments.map(({ name, what, experiment }) => ({
    method: "GET" as const,
    path: `/config/${name}`,
    handler: () => {
      const message = `${what} functionality requires enabling the '${experiment}' experiment.`;
      throw new HttpError(403, message);
    },
  })),
];
