/** A bare client and a whole deployment in the test's own process. */
import assert from "node:assert/strict";
import * as z from "zod";
import type { Options } from "../../src/embedded/options";
import { type RunningDeployment, startDeployment } from "../../src/embedded/start";

const defaults: Options = {
  port: 0,
  agents: 3,
  users: 0,
  latencyMs: 0,
  seed: 1,
  generation: "tasks",
  speed: 20,
  control: true,
};

export function startHere(options: Partial<Options> = {}): Promise<RunningDeployment> {
  return startDeployment({ ...defaults, ...options });
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON, else the text. */
  readonly body: unknown;
}

export type Caller = (method: string, path: string, body?: unknown) => Promise<Answer>;

/** Calls a deployment with a token. */
export function callerOf(url: string, token: string): Caller {
  return async (method, path, body) => {
    const response = await fetch(url + path, {
      method,
      headers: { "Coder-Session-Token": token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.startsWith("application/json") === true;
    return {
      status: response.status,
      headers: response.headers,
      body: isJson && text !== "" ? JSON.parse(text) : text,
    };
  };
}

/** Reads a body that has to have this shape. */
export function read<S extends z.ZodType>(answer: Answer, schema: S): z.output<S> {
  const parsed = schema.safeParse(answer.body);
  assert.ok(parsed.success, `${answer.status} ${JSON.stringify(answer.body).slice(0, 500)}`);
  return parsed.data;
}

const templateList = z.array(z.object({ id: z.string(), name: z.string(), active_version_id: z.string() }));
const presetList = z.array(z.object({ ID: z.string(), Name: z.string() }));

/** The template `claude-agent` and its presets' ids by name. */
export async function claudeAgent(call: Caller) {
  const answer = await call("GET", "/api/v2/templates?q=exact_name:claude-agent");
  const [template] = read(answer, templateList);
  assert.ok(template);
  const presets = await call("GET", `/api/v2/templateversions/${template.active_version_id}/presets`);
  return {
    templateId: template.id,
    versionId: template.active_version_id,
    presets: new Map(read(presets, presetList).map((preset) => [preset.Name, preset.ID])),
  };
}
