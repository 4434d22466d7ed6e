/** What can be done with an agent, as words for `when` clauses and for enabling commands. Pure. */
import type { Agent, AgentStatus } from "../../models/agent";
import { changesLink } from "./changesLinks";

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
  "canOpenBranch",
  "canOpenWorkspace",
] as const;
export type Ability = (typeof ABILITIES)[number];

/** What decides on it. */
type Subject = Pick<Agent, "status" | "kind"> & Partial<Pick<Agent, "chat" | "link" | "workspace">>;

export function abilities(agent: Subject, isSubAgent = false): readonly Ability[] {
  return ABILITIES.filter(
    (ability) =>
      POSSIBLE[ability].has(agent.status) &&
      WHERE[whatIs(agent, isSubAgent)].has(ability) &&
      exists(ability, agent),
  );
}

/** Whether there is what is to be opened. */
function exists(ability: Ability, agent: Subject): boolean {
  switch (ability) {
    case "canOpenPullRequest":
      return changesLink(agent, "pullRequest") !== undefined;
    case "canOpenBranch":
      return changesLink(agent, "branch") !== undefined || (agent.chat?.pullRequest?.branch ?? "") !== "";
    case "canOpenWorkspace":
      return (agent.workspace ?? null) !== null;
    default:
      return true;
  }
}

type What = "task" | "chat" | "archived" | "subAgent" | "workspace";

function whatIs({ kind, chat }: Subject, isSubAgent: boolean): What {
  if (chat?.archived === true) return "archived";
  return isSubAgent ? "subAgent" : kind;
}

const EVERYWHERE: readonly Ability[] = ["canPause", "canResume", "canRestart", "canDelete"];
const TALKING: readonly Ability[] = ["canSend", "canStart", "canCancel", "canLog"];

const OPENING: readonly Ability[] = ["canOpenPullRequest", "canOpenBranch", "canOpenWorkspace"];

const WHERE: Record<What, ReadonlySet<Ability>> = {
  task: new Set([...EVERYWHERE, ...TALKING, ...OPENING]),
  chat: new Set([...EVERYWHERE, ...TALKING, ...OPENING, "canRename", "canArchive"]),
  archived: new Set(["canLog", "canDelete", "canUnarchive", ...OPENING]),
  // Its workspace, its name and its end are those of the agent that started it.
  subAgent: new Set(["canSend", "canCancel", "canLog", "canOpenWorkspace"]),
  // Nobody can talk to an agent of which only the workspace is left.
  workspace: new Set([...EVERYWHERE, ...OPENING]),
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
  canOpenBranch: EXISTING,
  canOpenWorkspace: EXISTING,
};
