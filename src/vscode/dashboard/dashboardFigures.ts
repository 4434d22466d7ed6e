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
  /** Only where there are such agents. */
  const some = (label: string, value = 0): readonly DashboardFigure[] =>
    value === 0 ? [] : [figure(label, value)];
  const { busy, idle, pending = 0, starting = 0, stopped } = byStatus;
  return [
    figure(t("Agents"), total),
    figure(t("Need you"), waiting, "warning"),
    figure(t("Busy"), busy ?? 0, "good"),
    figure(t("Idle"), idle ?? 0),
    ...some(t("Starting"), pending + starting),
    ...some(t("Paused"), stopped),
    figure(t("Failed or offline"), unhealthy, "bad"),
    { label: t("Utilization"), value: percentText(utilization), tone: "plain" },
    ...duration(t("Longest at work"), longestBusySeconds),
    ...duration(t("Longest idle"), oldestIdleSeconds),
  ];
}

/** A share from 0 to 1, in whole percents. */
export function percentText(share: number): string {
  return `${String(Math.round(share * 100))} %`;
}
