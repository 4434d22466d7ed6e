import { type Agent, AGENT_STATUSES, type AgentStatus } from "../../models/agent";
import { secondsSince } from "../../models/relativeTime";

/** How a fleet stands. */
export interface FleetFigures {
  readonly total: number;
  /** Only the statuses that occur. */
  readonly byStatus: Partial<Record<AgentStatus, number>>;
  readonly byProject: Readonly<Record<string, number>>;
  /** Busy agents as a share of those that could work (busy and idle), 0 to 1 in hundredths; 0 without any. */
  readonly utilization: number;
  /** All that are not unhealthy. */
  readonly healthy: number;
  /** Failed or offline. */
  readonly unhealthy: number;
  readonly needsAttention: number;
  /** Seconds; null where none is busy. */
  readonly longestBusySeconds: number | null;
  /** Seconds; null where none is idle. */
  readonly oldestIdleSeconds: number | null;
}

/** The figures of a list of agents. Pure. */
export function metricsOf(agents: readonly Agent[], now: Date): FleetFigures {
  const of = (status: AgentStatus) => agents.filter((agent) => agent.status === status);
  const busy = of("busy");
  const idle = of("idle");
  const unhealthy = of("failed").length + of("offline").length;
  const working = busy.length + idle.length;
  return {
    total: agents.length,
    byStatus: Object.fromEntries(
      AGENT_STATUSES.map((status) => [status, of(status).length] as const).filter(([, count]) => count > 0),
    ),
    byProject: countBy(agents, ({ project }) => project),
    utilization: working === 0 ? 0 : Math.round((busy.length / working) * 100) / 100,
    healthy: agents.length - unhealthy,
    unhealthy,
    needsAttention: agents.filter(({ attention }) => attention !== null).length,
    longestBusySeconds: longest(busy, now),
    oldestIdleSeconds: longest(idle, now),
  };
}

function countBy(agents: readonly Agent[], key: (agent: Agent) => string): Record<string, number> {
  const counts = new Map<string, number>();
  for (const agent of agents) {
    counts.set(key(agent), (counts.get(key(agent)) ?? 0) + 1);
  }
  return Object.fromEntries(counts);
}

/** How long the one has been in its state that has been so longest. */
function longest(agents: readonly Agent[], now: Date): number | null {
  const seconds = agents.flatMap(({ stateSince }) =>
    stateSince === null ? [] : (secondsSince(stateSince, now) ?? []),
  );
  return seconds.length === 0 ? null : Math.max(...seconds);
}
