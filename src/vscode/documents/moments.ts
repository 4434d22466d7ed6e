/** Times as documents show them: local, short, 24 hours. Pure. */

/** `14:03:12`; empty where a time is not known. */
export function clockTime(time: string): string {
  const date = dateOf(time);
  if (date === undefined) return "";
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(twoDigits).join(":");
}

/** `2026-11-21`, for comparing days; empty where a time is not known. */
export function day(time: string): string {
  const date = dateOf(time);
  return date === undefined
    ? ""
    : [date.getFullYear(), twoDigits(date.getMonth() + 1), twoDigits(date.getDate())].join("-");
}

/** `Saturday, November 21, 2026`, in the person's language. */
export function dayName(time: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: "full" }).format(new Date(time));
}

function dateOf(time: string): Date | undefined {
  const milliseconds = Date.parse(time);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds);
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}
