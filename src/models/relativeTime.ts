const UNITS = [
  ["d", 86_400],
  ["h", 3_600],
  ["m", 60],
  ["s", 1],
] as const;

/** Seconds from an ISO 8601 time until `now`, never negative; null where it is no time. */
export function secondsSince(iso: string, now: Date): number | null {
  const then = Date.parse(iso);
  return Number.isNaN(then) ? null : Math.max(0, Math.floor((now.getTime() - then) / 1_000));
}

/** How long ago: see `durationText`; `?` where it is no time. */
export function relativeTime(iso: string, now: Date): string {
  const seconds = secondsSince(iso, now);
  return seconds === null ? "?" : durationText(seconds);
}

/** A duration in its largest whole unit: `45s`, `3m`, `2h`, `5d`. */
export function durationText(seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size) ?? ["s", 1];
  return `${Math.floor(seconds / size)}${unit}`;
}
