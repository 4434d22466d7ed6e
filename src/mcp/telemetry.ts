/**
 * Traces and metrics, as far as the rest of the server knows them: OpenTelemetry itself is a bundle of its own that
 * is only read where an operator asks for it.
 */
import type { Log } from "./log";
import type { Telemetry } from "./telemetry/types";

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Undefined where no `OTEL_*` variable is set, it switches everything off, or this installation comes without
 * OpenTelemetry, as the one inside VS Code does.
 */
export async function openTelemetry(
  environment: Environment,
  version: string,
  log: Log,
): Promise<Telemetry | undefined> {
  if (!isWanted(environment)) return undefined;
  try {
    const { startTelemetry } = await import("./telemetry/late");
    return startTelemetry(environment, version);
  } catch (error) {
    log("info", "nothing is measured", { error: String(error) });
    return undefined;
  }
}

function isWanted(environment: Environment): boolean {
  const isSet = Object.entries(environment).some(([name, value]) => name.startsWith("OTEL_") && value !== "");
  const off =
    environment["OTEL_SDK_DISABLED"]?.toLowerCase() === "true" ||
    (environment["OTEL_TRACES_EXPORTER"] === "none" && environment["OTEL_METRICS_EXPORTER"] === "none");
  return isSet && !off;
}
