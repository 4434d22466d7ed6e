/** Coder's session tokens: ten characters, a hyphen, twenty-two characters (coderd/httpmw/apikey.go). */
const SESSION_TOKEN = /\b[A-Za-z0-9]{10}-[A-Za-z0-9]{22}\b/gu;
/** User and password of an address. */
const USER_INFO = /\/\/[^/@\s]+@/gu;

/** A line for a log: without tokens and passwords, known ones and whatever looks like one. */
export function redact(text: string, secrets: Iterable<string>): string {
  let safe = text;
  for (const secret of secrets) {
    if (secret !== "") safe = safe.replaceAll(secret, "***");
  }
  return safe.replace(SESSION_TOKEN, "***").replace(USER_INFO, "//***@");
}
