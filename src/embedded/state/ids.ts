/**
 * The id of a part of something with an id (a script, a log source, a resource), made from the whole's id so
 * that it need not be remembered. Unique as long as a whole numbers its parts differently.
 */
export function partId(id: string, part: number): string {
  return `${id.slice(0, 32)}${part.toString(16).padStart(4, "0")}`;
}

/** Ranges of part numbers. */
export const parts = { resource: 0x100, script: 0x200, logSource: 0x300, status: 0x1000 } as const;
