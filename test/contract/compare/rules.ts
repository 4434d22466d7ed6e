/**
 * What the comparison looks at, and what not, with the reason: the one place for such choices. Keys, JSON
 * types, null against value and emptiness of lists are always compared; this is about values.
 */

/** Words of Coder's own vocabulary: compared exactly, in lists of unnamed rows as the set that occurs. */
export const enumKeys: ReadonlySet<string> = new Set([
  "actions",
  "automatic_updates",
  "correlation",
  "display_apps",
  "error_code",
  "form_type",
  "health",
  "kind",
  "lifecycle_state",
  "log_level",
  "log_source",
  "level",
  "login_type",
  "max_port_share_level",
  "open_in",
  "provisioner",
  "reason",
  "role",
  "scope",
  "sharing_level",
  "startup_script_behavior",
  "state",
  "status",
  "transition",
  "type",
  "validation_monotonic",
  "workspace_agent_lifecycle",
  "workspace_status",
  "workspace_transition",
  "worker_status",
]);

/** Names that the replay gives itself, so they must come back (ids and generated names are translated first). */
export const nameKeys: ReadonlySet<string> = new Set([
  "initiator_name",
  "organization_name",
  "owner_name",
  "slug",
  "username",
  "workspace_name",
  "workspace_owner_name",
]);

/** Values under these keys are compared by presence only, nothing inside them. */
export const opaqueKeys: ReadonlyMap<string, string> = new Map([
  ["env_vars", "the environment of the machine that was recorded"],
  ["latency", "one entry per relay region of the network of the machine that was recorded"],
  ["environment_variables", "the environment of the machine that was recorded"],
  ["args", "what the model of the recording sent to its tools"],
  ["result", "what those tools answered: any JSON"],
  ["build_time_stats", "worked out in the background, minutes after the builds"],
]);

/**
 * In the answer to a creation: whether a provisioner has taken the build before the answer is made is a race
 * inside the server; recorded tasks are created as `pending` and as `initializing`.
 */
export const racyOnCreation: ReadonlySet<string> = new Set(["status", "current_state"]);

/**
 * Not compared at all:
 * - ids, timestamps, durations: new in every deployment;
 * - free text (`message` of an app status, `content`, `output`, `value`): what agents and Terraform say;
 * - numbers: counts, sizes, costs and positions depend on what else happened; their type is compared;
 * - how many rows a list has beyond empty or not: other recordings of the session add rows;
 * - HTML and plain text bodies of success: pages and logs; content type and emptiness are compared;
 * - build and request ids in headers, cookies, dates.
 */
export const comparedHeaders: readonly { readonly name: string; readonly how: "present" | "equal" }[] = [
  { name: "content-type", how: "equal" },
  { name: "x-coder-build-version", how: "present" },
  { name: "x-coder-request-id", how: "present" },
  { name: "x-ratelimit-limit", how: "equal" },
  { name: "x-ratelimit-remaining", how: "present" },
  { name: "x-ratelimit-reset", how: "present" },
  { name: "retry-after", how: "equal" },
  { name: "www-authenticate", how: "equal" },
  { name: "location", how: "equal" },
  { name: "allow", how: "equal" },
];

/** Rows of a list are told apart by the first of these keys that every row has. */
export const rowNames: readonly string[] = ["name", "Name", "slug", "key", "display_name", "id"];

/** Values that are null or not, whatever else is the same. */
export const nullableAtWill: ReadonlyMap<string, string> = new Map([
  ["summary", "whether and when a model writes the summary of a whole chat is its own affair"],
]);

/** Keys that may be there or not, whatever else is the same. */
export const lateKeys: ReadonlyMap<string, string> = new Map([
  ["latency", "a workspace agent reports it at some time after it connected"],
]);

/** Keys that only some things of a kind have, so they prove nothing when other things are compared. */
export const optionalInRows: ReadonlySet<string> = new Set(["ttl_ms"]);

/** Keys whose words appear in a fixed order in rows without a name (logs, frames): first occurrences are compared. */
export const orderedKeys: ReadonlySet<string> = new Set(["stage", "type"]);

/** Parts of Coder's error texts that belong to the machine. */
export function withoutMachine(text: string): string {
  return text
    .replace(/(localhost|127\.0\.0\.1|\[[0-9a-f:]+\]):\d+/g, "<address>")
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "<time>");
}
