import * as z from "zod";
import type { Context } from "./context";
import { HttpError } from "./errors";

/**
 * Reads the body of a request whose refusals need not be in the words of Go's decoder; where they do,
 * `readBody` of http/goJson reads it.
 * @throws HttpError 400 "Request body must be valid JSON.", with what is wrong as the detail
 */
export async function readJson<S extends z.ZodType>(context: Context, schema: S): Promise<z.output<S>> {
  const text = (await context.body()).toString("utf8");
  const parsed = schema.safeParse(parse(text));
  if (parsed.success) return parsed.data;
  throw invalid(z.prettifyError(parsed.error));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw invalid(error instanceof Error ? error.message : "");
  }
}

const invalid = (detail: string) => new HttpError(400, "Request body must be valid JSON.", detail);
