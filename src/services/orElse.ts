import { CoderApiError, NetworkError } from "../models/errors";

/** An extra; `without` it where the deployment cannot deliver it (in time): the rest is still worth answering. */
export async function orElse<T>(extra: Promise<T>, without: T): Promise<T> {
  try {
    return await extra;
  } catch (error) {
    const missing =
      error instanceof CoderApiError || (error instanceof NetworkError && error.reason === "timeout");
    if (missing) return without;
    throw error;
  }
}
