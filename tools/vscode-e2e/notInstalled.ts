/** Something is not there; the message says what, and what brings it. */
export class NotInstalledError extends Error {}

/**
 * Says what is left out because of it.
 * @returns the exit code: with CI=true leaving out is a failure
 * @throws every other error
 */
export function leaveOut(error: unknown, ...names: readonly string[]): number {
  if (!(error instanceof NotInstalledError)) throw error;
  process.stdout.write(`${[error.message, ...names.map((name) => `LEFT OUT: ${name}`)].join("\n")}\n`);
  return process.env["CI"] === "true" ? 1 : 0;
}
