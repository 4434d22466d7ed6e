/** The code Node gives to a failure of the system (`ENOENT`, `ECONNREFUSED`…), for a message; its own text may hold more. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown error";
}
