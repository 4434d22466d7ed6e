/** Building blocks of tool arguments: lenient where a model slips (null, numeric text), strict in names. */
import * as z from "zod";
import { ValidationError } from "../models/errors";
import { quoted, singleLine } from "../models/text";
import { isUuid } from "../services/agents/agentReference";

/** Optional: absent and null are the same. */
export function optional<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => value ?? undefined, schema.optional());
}

/** Optional text: models also leave it out by giving a blank one. */
export const optionalText = z.preprocess(
  (value) => (typeof value === "string" && value.trim() === "" ? undefined : (value ?? undefined)),
  z.string().optional(),
);

/** A whole number, also as numeric text. */
export function integer(min: number, max: number) {
  return z.preprocess(
    (value) => (typeof value === "string" && /^\s*-?\d+\s*$/u.test(value) ? Number(value) : value),
    z.int().min(min).max(max),
  );
}

/** The arguments of a tool: a name that is not among them is refused, with those that are. */
export function toolInput<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown argument ${issue.keys.map(quoted).join(", ")}; ${
            allowed.length === 0 ? "this tool takes none" : `allowed: ${allowed.join(", ")}`
          }`
        : undefined,
  });
}

/**
 * Reads a call's arguments; absent ones count as none given.
 * @throws ValidationError(bad_argument) that names every argument in error.
 */
export function parseArguments<Input extends z.ZodObject>(
  tool: { readonly name: string; readonly input: Input },
  given: unknown,
): z.output<Input> {
  const parsed = tool.input.safeParse(given ?? {});
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.map(({ path, message }) =>
    path.length === 0 ? message : `${path.join(".")}: ${message}`,
  );
  throw new ValidationError("bad_argument", {
    message: `${tool.name}: ${singleLine(problems.join("; "), 600)}.`,
    hint: `Correct the arguments and call ${tool.name} again; its input schema says what is allowed.`,
    details: { allowed: Object.keys(tool.input.shape) },
  });
}

/** Which agent. */
export const agentName = z.string().describe("Agent name (any case), owner/name, or id");

/** Which agent, under the name older clients use. */
export const agentId = z.string().describe("Agent id, name (any case), or owner/name");

/** One reference out of a user and an agent as older clients give them: the user counts for a bare name. */
export function agentOfUser(user: string | undefined, agent: string): string {
  const owner = user?.trim() ?? "";
  return owner === "" || agent.includes("/") || isUuid(agent.trim()) ? agent : `${owner}/${agent.trim()}`;
}
