/** What a call would do, as a person or a model reads it. */
import * as z from "zod";
import type { Preview } from "../models/preview";
import { cleanText, singleLine } from "../models/text";

/** Answer of a call with `dry_run`, in place of the tool's own. */
export const dryRunSchema = z.object({
  dry_run: z.object({
    target: z.string(),
    id: z.string(),
    status: z.string().nullable(),
    would: z.array(z.string()),
  }),
});

/** The preview in structured form; texts in it are untrusted. */
export function dryRunView({ target, effects }: Preview): z.output<typeof dryRunSchema> {
  const { kind, id, name, status } = target;
  return {
    dry_run: {
      target: `${kind} ${singleLine(name)}`,
      id,
      status,
      would: effects.map((text) => cleanText(text)),
    },
  };
}

/** `delete_agent: agent ada/fix-login (busy)`, then a line for each consequence. */
export function previewText(tool: string, preview: Preview): string {
  const { target, status, would } = dryRunView(preview).dry_run;
  return [
    `${tool}: ${target}${status === null ? "" : ` (${status})`}`,
    ...would.map((text) => `- ${text}`),
  ].join("\n");
}
