import type * as z from "zod";

/** A socket's text frame as JSON of the given shape; undefined when it is anything else. */
export function parseFrame<S extends z.ZodType>(
  frame: string | Uint8Array,
  schema: S,
): z.output<S> | undefined {
  if (typeof frame !== "string") return undefined;
  let value: unknown;
  try {
    value = JSON.parse(frame);
  } catch {
    return undefined;
  }
  const parsed = schema.safeParse(value);
  return parsed.success ? parsed.data : undefined;
}
