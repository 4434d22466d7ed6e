import { fill } from "./fill";
import type { AgentLog, Build, WorkspaceAgent } from "../state/types";

/** The log of a workspace agent; of one that started before this process, its scripts' usual output. */
export function agentLogs(agent: WorkspaceAgent, build: Build): readonly AgentLog[] {
  if (agent.logs !== null) return agent.logs;
  let id = 0;
  const at = agent.startedAt ?? agent.createdAt;
  return scriptOutput(agent, build).map((line) => ({ ...line, id: ++id, createdAt: at + id * 120 }));
}

/** What an agent's start scripts print, in order. */
export function scriptOutput(agent: WorkspaceAgent, build: Build): Omit<AgentLog, "id" | "createdAt">[] {
  return agent.blueprint.scripts.flatMap((script, index) =>
    script.output.map((line) => ({
      level: line.startsWith("warning:") ? ("error" as const) : ("info" as const),
      output: fill(line, build.parameters),
      script: index,
    })),
  );
}
