/**
 * Telling failures apart. Services are a bundle of their own with error classes of their own, so `instanceof`
 * would not know them here; names and codes do.
 */
import type { ConfigurationError } from "../../models/configuration";
import type { AuthenticationError, FleetError, NetworkError } from "../../models/errors";

export function isFleetError(error: unknown): error is FleetError {
  return error instanceof Error && "code" in error && "reason" in error && "hint" in error;
}

/** The deployment refused the token (401). */
export function isAuthenticationError(error: unknown): error is AuthenticationError {
  return isFleetError(error) && error.code === "AUTHENTICATION_FAILED";
}

/** The deployment could not be reached, or not in time. */
export function isNetworkError(error: unknown): error is NetworkError {
  return isFleetError(error) && error.code === "NETWORK_ERROR";
}

/** Whether a failure is only that the person cancelled. */
export function isCanceled(error: unknown): error is NetworkError {
  return isFleetError(error) && error.reason === "canceled";
}

/** A setting cannot be used. */
export function isConfigurationError(error: unknown): error is ConfigurationError {
  return error instanceof Error && error.name === "ConfigurationError";
}
