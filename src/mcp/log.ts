import { LOG_LEVELS, type LogLevel } from "../models/configuration";

/** Writes one line to stderr; stdout belongs to the protocol. Never given tokens, arguments or results. */
export type Log = (level: LogLevel, event: string, fields?: Readonly<Record<string, unknown>>) => void;

/** A log that drops what is less severe than `threshold`. */
export function createLog(
  threshold: LogLevel,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const limit = LOG_LEVELS.indexOf(threshold);
  return (level, event, fields = {}) => {
    if (LOG_LEVELS.indexOf(level) > limit) return;
    const pairs = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}=${typeof value === "string" ? JSON.stringify(value) : String(value)}`);
    write(`${new Date().toISOString()} ${level} ${event}${pairs.join("")}\n`);
  };
}
