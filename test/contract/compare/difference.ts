/** One way in which an answer is not like the recorded one. */
export interface Difference {
  /** Where: `status`, `header x`, `body.a[b].c`, `frame.data.x`, `close`. */
  readonly where: string;
  readonly recorded: string;
  readonly given: string;
}

export function difference(where: string, recorded: unknown, given: unknown): Difference {
  return { where, recorded: brief(recorded), given: brief(given) };
}

function brief(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) as string | undefined);
  if (text === undefined) return "absent";
  return text.length > 120 ? `${text.slice(0, 120)}…` : text;
}
