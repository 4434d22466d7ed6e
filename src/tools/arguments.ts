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
  const range = `between ${inFigures(min)} and ${inFigures(max)}`;
  const error = ({ input }: { readonly input?: unknown }) =>
    input === undefined
      ? undefined
      : `must be ${Number.isInteger(input) ? "" : "a whole number "}${range}, got ${shown(input)}`;
  return z.preprocess(
    (value) => (typeof value === "string" && /^\s*-?\d+\s*$/u.test(value) ? Number(value) : value),
    z.int({ error }).min(min, { error }).max(max, { error }),
  );
}

/** Unknown arguments told of in one error. */
const MOST_TOLD = 5;

/** The arguments of a tool: a name that is not among them is refused, with those that are. */
export function toolInput<Shape extends z.ZodRawShape>(shape: Shape) {
  const allowed = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) =>
      issue.code === "unrecognized_keys"
        ? `unknown argument ${issue.keys.slice(0, MOST_TOLD).map(quoted).join(", ")}; ${
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
  const parsed = tool.input.safeParse(given ?? {}, { reportInput: true });
  if (parsed.success) {
    return parsed.data;
  }
  const problems = parsed.error.issues.map((issue) => {
    const problem = problemText(issue);
    return issue.path.length === 0 ? problem : `${issue.path.join(".")} ${problem}`;
  });
  throw new ValidationError("bad_argument", {
    message: `${tool.name}: ${singleLine(problems.join("; "), 600)}.`,
    hint: `Correct the arguments and call ${tool.name} again; its input schema says what is allowed.`,
    details: { allowed: Object.keys(tool.input.shape) },
  });
}

/** What is wrong with an argument, following its name. */
function problemText(issue: z.core.$ZodIssue): string {
  // `integer` has words of its own.
  if (issue.message.startsWith("must be ")) return issue.message;
  switch (issue.code) {
    case "invalid_type":
      return issue.input === undefined
        ? "is missing"
        : `must be ${TYPE_WORDS[issue.expected] ?? issue.expected}, got ${shown(issue.input)}`;
    case "invalid_value":
      return `must be one of ${issue.values.map(String).join(", ")}; got ${shown(issue.input)}`;
    case "too_small":
      return `must ${sizeText(issue.origin, "at least", issue.minimum)}`;
    case "too_big":
      return `must ${sizeText(issue.origin, "at most", issue.maximum)}`;
    case "invalid_union":
      return `has the wrong form: ${shown(issue.input)}`;
    default:
      return issue.message;
  }
}

function sizeText(origin: string, limit: string, size: number | bigint): string {
  const unit = origin === "string" ? "characters" : "entries";
  return origin === "number" || origin === "int" ? `be ${limit} ${size}` : `have ${limit} ${size} ${unit}`;
}

const TYPE_WORDS: Readonly<Record<string, string>> = {
  string: "text",
  boolean: "true or false",
  number: "a number",
  array: "a list",
  record: "an object",
  object: "an object",
};

function shown(value: unknown): string {
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return Number.isInteger(value) ? inFigures(value) : String(value);
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}

function inFigures(value: number): string {
  return value.toLocaleString("en-US");
}

/** Which agent. */
export const agentName = z.string().describe("Agent name (any case), owner/name, or id");

/** Which agent, under the name older clients use. */
export const agentId = z.string().describe("Agent id, name (any case), or owner/name");

/** Answers what the call would do instead of doing it; handled where tools are called. */
export const dryRun = optional(z.boolean()).describe("Only tell what would happen");

/** One reference out of a user and an agent as older clients give them: the user counts for a bare name. */
export function agentOfUser(user: string | undefined, agent: string): string {
  const owner = user?.trim() ?? "";
  return owner === "" || agent.includes("/") || isUuid(agent.trim()) ? agent : `${owner}/${agent.trim()}`;
}
