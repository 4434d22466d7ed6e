import type { AgentMetadata } from "../models/coder/workspace";
import { singleLine } from "../models/text";

/** Longest value of a figure, in characters. */
const VALUE_LENGTH = 120;

/** The figures a workspace agent reports, by the name its template gives them. */
export function metricsRecord(metrics: readonly AgentMetadata[]): Record<string, string> {
  return Object.fromEntries(metrics.map(figureOf));
}

function figureOf({ description, result }: AgentMetadata): readonly [string, string] {
  const name = description.display_name === "" ? description.key : description.display_name;
  const value = result.error === "" ? result.value : `error: ${result.error}`;
  return [singleLine(name), singleLine(value, VALUE_LENGTH)];
}
