import { HttpError } from "./errors";

/** How Go writes a UUID that is not set. */
export const nilUuid = "00000000-0000-0000-0000-000000000000";

/** What Go's uuid.Parse says against a text; null when it takes it. */
export function uuidProblem(text: string): string | null {
  if (text.length !== 36) return `invalid UUID length: ${text.length}`;
  return isUuid(text) ? null : "invalid UUID format";
}

/** In the form with hyphens, which Coder writes. */
export function isUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
}

/**
 * A path part that has to be an id, in lower case.
 * @throws HttpError 400 `Invalid UUID "x".`
 */
export function parseUuid(text: string): string {
  const problem = uuidProblem(text);
  if (problem !== null) throw new HttpError(400, `Invalid UUID "${text}".`, problem);
  return text.toLowerCase();
}
