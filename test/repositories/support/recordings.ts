/** Recorded traffic of real deployments, as the tests of this folder need it. */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import * as z from "zod";

const ROOT = join(import.meta.dirname, "../../fixtures/recordings");

const recordingSchema = z.object({
  request: z.object({
    method: z.string(),
    path: z.string(),
    query: z
      .record(z.string(), z.coerce.string())
      .nullish()
      .transform((query) => query ?? {}),
    body: z.unknown(),
  }),
  response: z.object({
    status: z.number(),
    headers: z
      .record(z.string(), z.string())
      .nullish()
      .transform((headers) => headers ?? {}),
    body: z.unknown(),
    frames: z.array(z.object({ dir: z.string(), opcode: z.string(), data: z.unknown() })).nullish(),
  }),
});
export type Recording = z.output<typeof recordingSchema> & { readonly file: string };

/** One recording, e.g. `2.36.1/tasks/list_all`. */
export function recording(name: string): Recording {
  const text = readFileSync(join(ROOT, `${name}.json`), "utf8");
  return { ...recordingSchema.parse(JSON.parse(text)), file: name };
}

/** Its answer's body, read through a schema. */
export function recordedBody<S extends z.ZodType>(name: string, schema: S): z.output<S> {
  return schema.parse(recording(name).response.body);
}

/** Every recording of a version that is a request and an answer. */
export function recordings(version: string): readonly Recording[] {
  const names = readdirSync(join(ROOT, version), { recursive: true, encoding: "utf8" });
  return names
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => {
      const file = join(ROOT, version, name);
      const parsed = recordingSchema.safeParse(JSON.parse(readFileSync(file, "utf8")));
      return parsed.success ? [{ ...parsed.data, file: relative(ROOT, file) }] : [];
    });
}

const namedRowsSchema = z.object({ workspaces: z.array(z.looseObject({ name: z.string() })) });

/** One workspace of a recorded list, as it came. */
export function recordedWorkspace(list: string, name: string): Record<string, unknown> {
  const found = recordedBody(list, namedRowsSchema).workspaces.find((row) => row.name === name);
  if (found === undefined) throw new Error(`${list} has no workspace '${name}'`);
  return found;
}
