/** What differs between the builds of Coder this deployment can play, as data (facts/coder-api.md 2). */

/** Every build of Coder that can be played. */
export const generationNames = ["tasks-experimental", "tasks", "chats", "tasks+chats"] as const;
/** A build of Coder that can be played. */
export type GenerationName = (typeof generationNames)[number];

/** How that build of Coder differs from the others. */
export interface Generation {
  readonly name: GenerationName;
  /** As in `X-Coder-Build-Version`. */
  readonly version: string;
  readonly agentApiVersion: string;
  readonly provisionerApiVersion: string;
  /** `api_version` of a connected workspace agent. */
  readonly workspaceAgentApiVersion: string;
  /** `workspace`: a task is its workspace (2.26); `own`: a task has its own id, name and status (2.36). */
  readonly tasks: "workspace" | "own" | "none";
  readonly chats: boolean;
  /** How chats behave where there are some: 2.37 runs a few at a time, lets members search, tells file sizes. */
  readonly chatsOf: "2.36" | "2.37";
  /** 2.26: everything that differs from 2.36 apart from tasks and chats. */
  readonly old: boolean;
}

const v226 = {
  chatsOf: "2.36",
  version: "v2.26.0+a8f92cb",
  agentApiVersion: "1.0",
  provisionerApiVersion: "1.9",
  workspaceAgentApiVersion: "2.6",
  old: true,
} as const;
const v236 = {
  chatsOf: "2.36",
  version: "v2.36.1+b3acf7f",
  agentApiVersion: "1.0",
  provisionerApiVersion: "1.18",
  workspaceAgentApiVersion: "2.10",
  old: false,
} as const;
const v237 = { ...v236, chatsOf: "2.37", version: "v2.37.0+8203b2e" } as const;

/** What each of them has. */
export const generations: Readonly<Record<GenerationName, Generation>> = {
  "tasks-experimental": { name: "tasks-experimental", ...v226, tasks: "workspace", chats: false },
  tasks: { name: "tasks", ...v236, tasks: "own", chats: false },
  chats: { name: "chats", ...v237, tasks: "none", chats: true },
  "tasks+chats": { name: "tasks+chats", ...v237, tasks: "own", chats: true },
};
