/** The fleet in a few words, for the status bar. Pure. */
import type { Translate } from "../extension/translate";
import type { AgentEntry } from "../fleet/agentEntry";
import { isFailure, needsYou } from "../fleet/arrange";

export interface FleetSummary {
  /** With product icons. */
  readonly text: string;
  /** For the tooltip and for screen readers. */
  readonly words: string;
  readonly needsYou: boolean;
}

/** Undefined where there is nothing to tell. */
export function fleetSummary(entries: readonly AgentEntry[], t: Translate): FleetSummary | undefined {
  if (entries.length === 0) return undefined;
  const count = (is: (entry: AgentEntry) => boolean) => entries.filter(is).length;
  const waiting = count(({ agent }) => needsYou(agent));
  const working = count(({ agent }) => agent.status === "busy" && !needsYou(agent));
  const broken = count(({ agent }) => isFailure(agent.status));
  const parts = [
    ...(waiting > 0 ? [{ icon: "bell-dot", number: waiting, words: t("{0} waiting for you", waiting) }] : []),
    { icon: "hubot", number: working, words: t("{0} working", working) },
    ...(broken > 0 ? [{ icon: "error", number: broken, words: t("{0} failed", broken) }] : []),
  ];
  return {
    text: parts.map(({ icon, number }) => `$(${icon}) ${number}`).join(" "),
    words: t("Agents: {0}", parts.map(({ words }) => words).join(", ")),
    needsYou: waiting > 0,
  };
}
