import { LOG_LEVELS, type LogFormat, type LogLevel } from "../models/configuration";
import { redact } from "../models/redact";

/**
 * Writes one line to stderr; stdout belongs to the protocol. It is never given tokens, arguments or results; should
 * one get into an error of somebody else's, it is cut out here.
 */
export type Log = (level: LogLevel, event: string, fields?: Readonly<Record<string, unknown>>) => void;

export interface LogOptions {
  /** What is less severe is dropped. */
  readonly level: LogLevel;
  readonly format: LogFormat;
  /** Texts that must never be written, besides whatever looks like a secret. */
  readonly secrets?: readonly string[];
}

/** Names of fields whose text is secret whatever it looks like. */
const SECRET_FIELD = /token|secret|password|authorization|cookie/iu;

export function createLog(
  { level: threshold, format, secrets = [] }: LogOptions,
  write: (line: string) => void = (line) => process.stderr.write(line),
): Log {
  const limit = LOG_LEVELS.indexOf(threshold);
  const cut = (key: string, value: unknown): unknown =>
    typeof value !== "string" ? value : SECRET_FIELD.test(key) ? "***" : redact(value, secrets);
  return (level, event, fields = {}) => {
    if (LOG_LEVELS.indexOf(level) > limit) return;
    const time = new Date().toISOString();
    const safeEvent = redact(event, secrets);
    if (format === "json") {
      write(`${JSON.stringify({ time, level, event: safeEvent, ...fields }, cut)}\n`);
      return;
    }
    const pairs = Object.entries(fields)
      .filter(([, value]) => value !== undefined)
      .map(([key, value]) => ` ${key}=${JSON.stringify(cut(key, value), cut)}`);
    write(`${time} ${level} ${safeEvent}${pairs.join("")}\n`);
  };
}
