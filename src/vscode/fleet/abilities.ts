/** What can be done with an agent, as words for `when` clauses and for enabling commands. Pure. */
import type { Agent, AgentStatus } from "../../models/agent";

const ABILITIES = [
  "canSend",
  "canStart",
  "canCancel",
  "canPause",
  "canResume",
  "canRestart",
  "canDelete",
  "canLog",
  "canRename",
  "canArchive",
  "canUnarchive",
  "canOpenPullRequest",
] as const;
export type Ability = (typeof ABILITIES)[number];

/** What decides on it. */
type Subject = Pick<Agent, "status" | "kind"> & Partial<Pick<Agent, "chat">>;

export function abilities(agent: Subject, isSubAgent = false): readonly Ability[] {
  return ABILITIES.filter(
    (ability) =>
      POSSIBLE[ability].has(agent.status) &&
      WHERE[whatIs(agent, isSubAgent)].has(ability) &&
      (ability !== "canOpenPullRequest" || pullRequestUrl(agent) !== undefined),
  );
}

/** The page of the changes an agent made; undefined where there is none. */
export function pullRequestUrl({ chat }: Partial<Pick<Agent, "chat">>): string | undefined {
  const url = chat?.pullRequest?.url ?? "";
  return url === "" ? undefined : url;
}

type What = "task" | "chat" | "archived" | "subAgent" | "workspace";

function whatIs({ kind, chat }: Subject, isSubAgent: boolean): What {
  if (chat?.archived === true) return "archived";
  return isSubAgent ? "subAgent" : kind;
}

const EVERYWHERE: readonly Ability[] = ["canPause", "canResume", "canRestart", "canDelete"];
const TALKING: readonly Ability[] = ["canSend", "canStart", "canCancel", "canLog"];

const WHERE: Record<What, ReadonlySet<Ability>> = {
  task: new Set([...EVERYWHERE, ...TALKING]),
  chat: new Set([...EVERYWHERE, ...TALKING, "canRename", "canArchive", "canOpenPullRequest"]),
  archived: new Set(["canLog", "canDelete", "canUnarchive", "canOpenPullRequest"]),
  // Its workspace, its name and its end are those of the agent that started it.
  subAgent: new Set(["canSend", "canCancel", "canLog"]),
  // Nobody can talk to an agent of which only the workspace is left.
  workspace: new Set(EVERYWHERE),
};

const EXISTING: ReadonlySet<AgentStatus> = new Set([
  "pending",
  "starting",
  "idle",
  "busy",
  "stopping",
  "stopped",
  "failed",
  "canceling",
  "canceled",
  "offline",
]);

/** In which states the services accept what. */
const POSSIBLE: Record<Ability, ReadonlySet<AgentStatus>> = {
  canSend: new Set(["idle", "busy", "failed"]),
  canStart: new Set(["idle", "stopped"]),
  canCancel: new Set(["busy"]),
  canPause: new Set(["idle", "busy", "failed", "offline", "starting", "pending", "canceled"]),
  canResume: new Set(["stopped", "failed", "canceled"]),
  canRestart: EXISTING,
  canDelete: EXISTING,
  canLog: EXISTING,
  canRename: EXISTING,
  canArchive: new Set([...EXISTING].filter((status) => status !== "busy")),
  canUnarchive: EXISTING,
  canOpenPullRequest: EXISTING,
};
