/** A moment as Coder writes it. */
export const iso = (ms: number): string => new Date(ms).toISOString();
/** Without the part of a second. */
export const isoSeconds = (ms: number): string => iso(ms).replace(/\.\d+Z$/, "Z");

/** A moment, or nothing for one that has not come. */
export const isoOrNull = (ms: number | null): string | null => (ms === null ? null : iso(ms));

/** `{key: time}`, or nothing for a moment that has not come. */
export function when<K extends string>(key: K, ms: number | null): Partial<Record<K, string>>;
export function when(key: string, ms: number | null): Record<string, string> {
  return ms === null ? {} : { [key]: iso(ms) };
}
