import type { DashboardFigure } from "../../models/dashboard";
import { durationText } from "../../models/relativeTime";
import type { FleetFigures } from "../../services/agents/metricsOf";
import type { Translate } from "../extension/translate";

/**
 * The numbers of the top row. Pure.
 * @param waiting agents that wait for a person, as the view's badge counts them
 */
export function dashboardFigures(
  metrics: FleetFigures,
  waiting: number,
  t: Translate,
): readonly DashboardFigure[] {
  const { byStatus, total, unhealthy, utilization, longestBusySeconds, oldestIdleSeconds } = metrics;
  const figure = (
    label: string,
    value: number,
    tone: DashboardFigure["tone"] = "plain",
  ): DashboardFigure => ({
    label,
    value: String(value),
    tone: value === 0 ? "plain" : tone,
  });
  const duration = (label: string, seconds: number | null): readonly DashboardFigure[] =>
    seconds === null ? [] : [{ label, value: durationText(seconds), tone: "plain" }];
  return [
    figure(t("Agents"), total),
    figure(t("Need you"), waiting, "warning"),
    figure(t("Busy"), byStatus.busy ?? 0, "good"),
    figure(t("Idle"), byStatus.idle ?? 0),
    figure(t("Failed or offline"), unhealthy, "bad"),
    { label: t("Utilization"), value: `${String(Math.round(utilization * 100))} %`, tone: "plain" },
    ...duration(t("Longest at work"), longestBusySeconds),
    ...duration(t("Longest idle"), oldestIdleSeconds),
  ];
}
