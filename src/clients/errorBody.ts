/** Reads `{message, detail?, validations?}`: what Coder says when it refuses. */
import * as z from "zod";
import { coderErrorSchema } from "../models/coder/common";
import { redact } from "../models/redact";

/** Error form of AgentAPI behind path apps (RFC 9457, `{title, detail?}`), in Coder's words. */
const problemSchema = z
  .object({ title: z.string(), detail: z.string().optional() })
  .transform(({ title, detail }) => ({ message: title, detail, validations: undefined }));

const errorSchema = z.union([coderErrorSchema, problemSchema]);

/** What Coder said, without secrets. */
export interface CoderErrorBody {
  readonly message: string;
  readonly detail?: string;
  readonly validations: readonly { readonly field: string; readonly detail: string }[];
}

/** Longest text kept of an upstream message, in characters. */
const MAX_TEXT = 2_000;

/**
 * Undefined where the text is in neither form.
 * @param token is taken out wherever it appears: Coder repeats a malformed one in its answer
 */
export function readErrorBody(text: string, token: string): CoderErrorBody | undefined {
  const parsed = errorSchema.safeParse(parseJson(text));
  if (!parsed.success) return undefined;
  const clean = (value: string) => redact(value, [token]).slice(0, MAX_TEXT);
  const { message, detail, validations } = parsed.data;
  return {
    message: clean(message),
    ...(detail === undefined ? {} : { detail: clean(detail) }),
    validations: (validations ?? []).map((row) => ({ field: clean(row.field), detail: clean(row.detail) })),
  };
}

/** Undefined (no JSON value) where the text is not JSON. */
function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
