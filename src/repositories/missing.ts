import { AgentNotFoundError, FleetError } from "../models/errors";

/** Coder's 404 for a thing, its 410 for a deleted workspace, or its 400 for an owner that does not exist. */
function isMissing(error: unknown): boolean {
  if (error instanceof AgentNotFoundError) return true;
  if (!(error instanceof FleetError)) return false;
  return error.details?.status === 410 || isUnknownUser(error);
}

/** Coder before 2.29 (facts/coder-api.md 2, "users/{unknown}"). */
export function isUnknownUser(error: FleetError): boolean {
  return error.details?.status === 400 && error.message.includes("must be an existing uuid or username");
}

/** The answer, or undefined where there is no such thing. */
export async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}
