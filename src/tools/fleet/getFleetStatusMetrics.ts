import * as z from "zod";
import { AGENT_STATUSES } from "../../models/agent";
import { durationText } from "../../models/relativeTime";
import { singleLine } from "../../models/text";
import { fleetMetrics } from "../../services/agents/fleetMetrics";
import { READ_ONLY } from "../annotations";
import { toolInput } from "../arguments";
import { defineTool } from "../definition";
import { counted } from "../text/paging";

export const getFleetStatusMetricsTool = defineTool({
  name: "get_fleet_status_metrics",
  title: "Fleet metrics",
  toolsets: ["fleet", "classic"],
  description:
    "Count your agents by status and project; utilization (busy share of busy and idle), unhealthy, waiting for attention.",
  annotations: READ_ONLY,
  input: toolInput({}),
  output: z.object({
    total: z.int(),
    by_status: z.partialRecord(z.enum(AGENT_STATUSES), z.int()),
    by_project: z.record(z.string(), z.int()),
    utilization: z.number(),
    healthy: z.int(),
    unhealthy: z.int(),
    needs_attention: z.int(),
    longest_busy_seconds: z.int().nullable(),
    oldest_idle_seconds: z.int().nullable(),
    incomplete: z.string().optional(),
  }),
  async run(_args, fleet, call) {
    const metrics = await fleetMetrics(fleet, call);
    return {
      total: metrics.total,
      by_status: metrics.byStatus,
      by_project: Object.fromEntries(
        Object.entries(metrics.byProject).map(([name, count]) => [singleLine(name), count]),
      ),
      utilization: metrics.utilization,
      healthy: metrics.healthy,
      unhealthy: metrics.unhealthy,
      needs_attention: metrics.needsAttention,
      longest_busy_seconds: metrics.longestBusySeconds,
      oldest_idle_seconds: metrics.oldestIdleSeconds,
      ...(metrics.incomplete === null ? {} : { incomplete: metrics.incomplete }),
    };
  },
  text: (metrics) =>
    [
      `${counted(metrics.total, "agent")}: ${counts(metrics.by_status)}`,
      `by project: ${counts(metrics.by_project)}`,
      `utilization ${Math.round(metrics.utilization * 100)} %; ${metrics.unhealthy} unhealthy; ${metrics.needs_attention} need attention`,
      `longest busy ${duration(metrics.longest_busy_seconds)}; oldest idle ${duration(metrics.oldest_idle_seconds)}`,
      ...(metrics.incomplete === undefined ? [] : [`Incomplete: ${metrics.incomplete}`]),
    ].join("\n"),
});

function counts(of: Readonly<Record<string, number>>): string {
  const entries = Object.entries(of).map(([name, count]) => `${name} ${count}`);
  return entries.length === 0 ? "none" : entries.join(", ");
}

function duration(seconds: number | null): string {
  return seconds === null ? "-" : durationText(seconds);
}
