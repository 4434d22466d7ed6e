/** From the text of an answer to checked data. */
import type * as z from "zod";
import type { UpstreamDetails } from "../models/errors";
import { unexpectedAnswer } from "./responseErrors";
import type { Route } from "./routes";

/**
 * @throws CoderApiError(unexpected_answer) that names the route and the first wrong place, never its content.
 */
export function parseAnswer<S extends z.ZodType>(
  text: string,
  schema: S,
  route: Route,
  details?: UpstreamDetails,
): z.output<S> {
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    throw unexpectedAnswer(route, "it is not valid JSON", details);
  }
  const parsed = schema.safeParse(data);
  if (parsed.success) return parsed.data;
  throw unexpectedAnswer(route, describeIssue(parsed.error.issues), details);
}

/** The first issue; in a union that of the variant that came furthest. */
function describeIssue(issues: readonly z.core.$ZodIssue[]): string {
  const { path, code, expected } = deepestIssue(issues);
  const place = path.length === 0 ? "its whole body" : `'${path.map(String).join(".").slice(0, 100)}'`;
  return `${place} is not as expected (${expected === undefined ? code : `no ${expected}`})`;
}

interface Found {
  readonly path: readonly PropertyKey[];
  readonly code: string;
  readonly expected: string | undefined;
}

function deepestIssue(issues: readonly z.core.$ZodIssue[]): Found {
  const [issue] = issues;
  if (issue === undefined) return { path: [], code: "invalid", expected: undefined };
  if (issue.code !== "invalid_union") {
    return {
      path: issue.path,
      code: issue.code,
      expected: issue.code === "invalid_type" ? issue.expected : undefined,
    };
  }
  return issue.errors
    .map(deepestIssue)
    .map((found) => ({ ...found, path: [...issue.path, ...found.path] }))
    .reduce((best, found) => (found.path.length > best.path.length ? found : best), {
      path: issue.path,
      code: issue.code,
      expected: undefined,
    });
}
