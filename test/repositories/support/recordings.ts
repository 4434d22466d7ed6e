/** Recorded traffic of real deployments, as the tests of this folder need it. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";
import { parseRecording, type Recording } from "../../contract/recordings/recording";

const ROOT = join(import.meta.dirname, "../../fixtures/recordings");

/** One recording, e.g. `2.36.1/tasks/list_all`. */
export function recording(name: string): Recording {
  const found = read(name);
  if (found === undefined) throw new Error(`${name} records no request with an answer`);
  return found;
}

/** Undefined where the file records no request with an answer. */
function read(name: string): Recording | undefined {
  return parseRecording(name, JSON.parse(readFileSync(join(ROOT, `${name}.json`), "utf8")));
}

/** The body of its answer, read through a schema. */
export function recordedBody<S extends z.ZodType>(name: string, schema: S): z.output<S> {
  return schema.parse(recording(name).answer.body);
}

/** Every recording of a version that is a request and an answer. */
export function recordings(version: string): readonly Recording[] {
  return readdirSync(join(ROOT, version), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .flatMap((name) => read(join(version, name.replace(/\.json$/, ""))) ?? []);
}

const namedRowsSchema = z.object({ workspaces: z.array(z.looseObject({ name: z.string() })) });

/** One workspace of a recorded list, as it came. */
export function recordedWorkspace(list: string, name: string): Record<string, unknown> {
  const found = recordedBody(list, namedRowsSchema).workspaces.find((row) => row.name === name);
  if (found === undefined) throw new Error(`${list} has no workspace '${name}'`);
  return found;
}
