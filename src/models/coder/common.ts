/**
 * Building blocks for reading Coder's JSON: what is used is described, what is not is dropped, unknown enum
 * words and missing optional fields survive (a newer Coder must not break an older client).
 */
import * as z from "zod";

/** A list that Coder may send as null; null rows are skipped. */
export function rows<S extends z.ZodType>(row: S) {
  return z
    .array(row.nullable())
    .nullish()
    .transform((list) => (list ?? []).filter((item): item is NonNullable<typeof item> => item !== null));
}

/** Text that may be missing or null. */
export const optionalText = z
  .string()
  .nullish()
  .transform((value) => value ?? "");

/** A value that may be missing or null, as null. */
export function nullable<S extends z.ZodType>(schema: S) {
  return schema.nullish().transform((value) => value ?? null);
}

/** ISO 8601, as Coder writes it. */
export const timestamp = z.string();

/** `{message, detail?, validations?}`: the body of every error answer. */
export const coderErrorSchema = z.object({
  message: z.string(),
  detail: z.string().optional(),
  validations: z.array(z.object({ field: z.string(), detail: z.string() })).nullish(),
});

/** The job behind a build or a template import. */
export const jobSchema = z.object({
  id: optionalText,
  /** pending, running, succeeded, canceling, canceled, failed, unknown. */
  status: z.string(),
  error: z.string().optional(),
  queue_position: z.number().default(0),
});

/** Whether a job goes on: it waits for a provisioner, runs, or is being canceled. */
export function isUnderWay({ status }: { readonly status: string }): boolean {
  return status === "pending" || status === "running" || status === "canceling";
}
