/**
 * What happened in the recorded sessions beside the wire: how the servers were run, and what the recorder did
 * to the machines with its own hands (facts of the recording, not of an answer). A replay cannot know it from
 * requests. Names are of `world.json`, times those of the session.
 */

/** One run of a recorded server: a version may have been restarted with other switches. */
export interface ServerRun {
  readonly version: string;
  /** Milliseconds since 1970; the first run of a version begins with its recordings. */
  readonly from: number;
  readonly generation: "tasks-experimental" | "tasks" | "chats" | "tasks+chats";
}

const serverRuns: readonly ServerRun[] = [
  { version: "2.26.0", from: 0, generation: "tasks-experimental" },
  { version: "2.36.1", from: 0, generation: "tasks" },
  { version: "2.37.0", from: 0, generation: "chats" },
  // Restarted with CODER_ENABLE_AI_TASKS=true.
  { version: "2.37.0", from: Date.parse("2026-11-21T09:00:27Z"), generation: "tasks+chats" },
];

/**
 * The runs of a version's server. Of one that is not in this story nothing is known but its requests: it ran once,
 * with the API that most of them speak (clients also probe for others).
 */
export function runsOf(
  version: string,
  requests: readonly { readonly path: string }[],
): readonly ServerRun[] {
  const known = serverRuns.filter((run) => run.version === version);
  if (known.length > 0) return known;
  const count = (path: RegExp) => requests.filter((request) => path.test(request.path)).length;
  const experimental = count(/^\/api\/experimental\/tasks\b/);
  const stable = count(/^\/api\/v2\/tasks\b/);
  const chats = count(/^\/api\/(?:experimental|v2)\/chats\b/);
  const generation =
    chats > 0
      ? stable + experimental > 0
        ? "tasks+chats"
        : "chats"
      : experimental > stable
        ? "tasks-experimental"
        : "tasks";
  return [{ version, from: 0, generation }];
}

/** `*`: all of them, when the server itself was restarted or the machine slept. */
export type Happening =
  | {
      readonly does:
        | "agent lost"
        | "agent back"
        | "agent shut down"
        | "connection lost"
        | "connection back"
        | "app dead"
        | "app back";
      readonly workspace: string;
    }
  /** Somebody sent text to a task, if it is not at work already. */
  | { readonly does: "message"; readonly workspace: string; readonly text: string }
  /** The server gave up on a build that no provisioner took. */
  | { readonly does: "build reaped"; readonly workspace: string }
  /** Somebody no longer wanted it first in lists. */
  | { readonly does: "unfavorite"; readonly workspace: string }
  /** Somebody deleted the workspace, if it is not on its way already. */
  | { readonly does: "delete"; readonly workspace: string };

export interface Event {
  readonly version: string;
  readonly at: number;
  readonly happening: Happening;
}

const event = (version: string, time: string, happening: Happening): Event => ({
  version,
  at: Date.parse(`2026-11-21T${time}Z`),
  happening,
});

export const events: readonly Event[] = [
  event("2.26.0", "08:42:47.000", { does: "agent lost", workspace: "dev-one" }),
  event("2.26.0", "08:38:39.960", { does: "delete", workspace: "task-flamboyant-edison-cc79" }),
  event("2.36.1", "08:24:33.130", {
    does: "message",
    workspace: "fix-login-bug",
    text: "Please also add a regression test think=4",
  }),
  event("2.36.1", "08:23:27.336", { does: "unfavorite", workspace: "dev-one" }),
  // kill -9 of the workspace agent, and its start half a minute later.
  event("2.36.1", "08:36:03.960", { does: "agent lost", workspace: "mia-docs" }),
  event("2.36.1", "08:39:00.000", { does: "agent back", workspace: "mia-docs" }),
  // kill of the coding agent's app while its workspace agent lived.
  event("2.36.1", "08:39:39.490", { does: "app dead", workspace: "mia-docs" }),
  event("2.36.1", "08:39:54.000", { does: "app back", workspace: "mia-docs" }),
  event("2.36.1", "08:41:17.900", { does: "app dead", workspace: "upgrade-deps" }),
  event("2.36.1", "08:41:18.100", { does: "app back", workspace: "upgrade-deps" }),
  // The server was restarted without its experiments, and for a while without the agents.
  event("2.26.0", "08:44:05.000", { does: "connection lost", workspace: "*" }),
  event("2.26.0", "08:44:07.000", { does: "connection back", workspace: "task-upbeat-sanderson-7894" }),
  event("2.36.1", "08:43:50.000", { does: "connection lost", workspace: "*" }),
  event("2.36.1", "08:43:55.000", { does: "connection back", workspace: "mia-docs" }),
  event("2.36.1", "08:43:55.000", { does: "connection back", workspace: "fix-login-bug" }),
  event("2.36.1", "08:44:10.000", { does: "connection back", workspace: "*" }),
  // And again, twice.
  event("2.36.1", "08:58:20.000", { does: "connection lost", workspace: "*" }),
  event("2.36.1", "08:58:30.000", { does: "connection back", workspace: "*" }),
  event("2.36.1", "09:02:36.000", { does: "connection lost", workspace: "*" }),
  event("2.36.1", "09:10:00.000", { does: "connection back", workspace: "*" }),
  // SIGTERM to the workspace agent.
  event("2.36.1", "08:58:50.000", { does: "agent shut down", workspace: "fix-login-bug" }),
  event("2.36.1", "09:00:00.000", { does: "agent back", workspace: "fix-login-bug" }),
  // 30 minutes after it was queued.
  event("2.36.1", "09:11:43.000", { does: "build reaped", workspace: "gpu-train" }),
];

/** How things were made whose making is in none of our folders; where it is, the request itself is played. */
export interface Making {
  readonly version: string;
  /** A workspace's name, or `<workspace>#<number>` for a later build of it. */
  readonly name: string;
  /** What its request said beside the name; for workspaces also from which of the two templates. */
  readonly body: Readonly<Record<string, unknown>>;
  readonly isAi?: boolean;
  /** When it was made, if not with the first things that were. */
  readonly at?: number;
}

const devParameters = [
  { name: "project", value: "widgets" },
  { name: "cpu", value: "4" },
];

export const makings: readonly Making[] = [
  { version: "2.26.0", name: "dev-one", body: { rich_parameter_values: devParameters, ttl_ms: 3_600_000 } },
  // Downwards, which a growing parameter refuses; 2.26 notices it in the build.
  { version: "2.26.0", name: "dev-one#2", body: { rich_parameter_values: [{ name: "cpu", value: "1" }] } },
  {
    version: "2.26.0",
    name: "named-agent",
    isAi: true,
    at: Date.parse("2026-11-21T09:42:30Z"),
    body: { rich_parameter_values: [{ name: "AI Prompt", value: "Name the agent" }] },
  },
  { version: "2.36.1", name: "dev-one", body: { rich_parameter_values: devParameters, ttl_ms: 3_600_000 } },
  { version: "2.36.1", name: "dev-one#2", body: { reason: "vscode_connection" } },
  { version: "2.36.1", name: "add-healthcheck", body: { input: "Add a health check [complete]" } },
];

/** Code of templates that were refused, by the recorded id of the file it was uploaded as. */
export const refusedCode: Readonly<Record<string, string>> = {
  "f1fd65c7-e583-4229-8d28-896e945c0ec3": `
    data "coder_workspace_preset" "deep" {
      name = "coder-deep"
      parameters = {
        "not_a_parameter" = "1"
      }
    }
  `,
};
