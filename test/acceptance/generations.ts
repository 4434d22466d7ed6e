/**
 * The generations of Coder the fleet toolset is accepted on, and all that differs between them. Whatever is not
 * named here is alike on every one: the suite runs unchanged.
 */
const ALL = ["tasks-experimental", "tasks", "chats", "tasks+chats"] as const;
export type Generation = (typeof ALL)[number];

/** What the real deployment speaks where the suite runs on one (`npm run test:real`). */
export const REAL_GENERATION = ALL.find((name) => name === process.env["CODER_GENERATION"]);
export const GENERATIONS: readonly Generation[] = REAL_GENERATION === undefined ? ALL : [REAL_GENERATION];

export interface Differences {
  /** Which API a new agent lives in: the newest there is. */
  readonly kind: "task" | "chat";
  /**
   * Chats queue a message for a busy agent; Coder's tasks answer it with 409 and have no queue, so `when_busy`
   * is refused there and send_input_to_agent types into the agent's terminal instead.
   */
  readonly queues: boolean;
  /** Coder lists the chats of others only where they are shared, so `owner=all` cannot be whole. */
  readonly listsEverybody: boolean;
  /** A chat needs no workspace; a task is one. */
  readonly needsProject: boolean;
  /** Names, labels, archive and plan mode of a chat can be changed; a task has none of it. */
  readonly updates: boolean;
  /** A name may be a task's or a chat's: where both are offered both are asked, at the same time. */
  readonly lookUps: 1 | 2;
  /**
   * Requests of one list: a pass and one look-up. The earlier tasks say little in their list, so their
   * workspaces are listed beside them; of chats each question that waits is read once; where there are both, both.
   */
  readonly listRequests: number;
  /** What a task's history holds are its reports, the prompt last; a chat's are its prompts. */
  readonly historyBeginsWith: "report" | "prompt";
}

const TASKS: Differences = {
  kind: "task",
  queues: false,
  listsEverybody: true,
  needsProject: true,
  updates: false,
  lookUps: 1,
  listRequests: 2,
  historyBeginsWith: "report",
};

const CHATS: Differences = {
  kind: "chat",
  queues: true,
  listsEverybody: false,
  needsProject: false,
  updates: true,
  lookUps: 1,
  listRequests: 3,
  historyBeginsWith: "prompt",
};

export const DIFFERENCES: Readonly<Record<Generation, Differences>> = {
  "tasks-experimental": { ...TASKS, listRequests: 3 },
  tasks: TASKS,
  chats: CHATS,
  "tasks+chats": { ...CHATS, lookUps: 2, listRequests: 5 },
};
