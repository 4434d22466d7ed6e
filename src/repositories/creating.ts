import { FleetError } from "../models/errors";
import { noSuchUser, notForUser } from "./agents/refusals";
import { isUnknownUser } from "./missing";

/**
 * What Coder answers to making a workspace or task for a user, with its refusals in terms of that user: 403, 404
 * where the token may not (before 2.29) or there is no such user (later), 400 where there is none (before).
 * @throws CoderApiError(permission_denied)
 * @throws ValidationError(bad_argument)
 */
export async function createFor<T>(owner: string, creation: Promise<T>): Promise<T> {
  try {
    return await creation;
  } catch (error) {
    if (!(error instanceof FleetError)) throw error;
    if (isUnknownUser(error)) throw noSuchUser(owner);
    const refused = error.details?.status === 404 && error.reason !== "unsupported_by_deployment";
    if (refused || error.reason === "permission_denied") throw notForUser(owner, error.details, error);
    throw error;
  }
}
