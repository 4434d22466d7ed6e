/**
 * Takes secrets out of a text for a log, whoever wrote it: known ones and whatever looks like one. What is cut is
 * replaced by `***`.
 */

/** Coder's session tokens: ten characters, a hyphen, twenty-two characters (coderd/httpmw/apikey.go). */
const SESSION_TOKEN = /[A-Za-z0-9]{10}-[A-Za-z0-9]{22}/gu;
/** The value of a header that carries a token, also as a member of a JSON text. */
const HEADER =
  /\b((?:proxy-)?authorization|coder-session-token|cookie|set-cookie)(["']?\s*[:=]\s*["']?)(?:(?:bearer|basic)\s+)?[^\s"',;]+/giu;
/** `Bearer` without the name of its header. */
const BEARER = /\b(bearer)\s+[\w.~+/=-]{8,}/giu;
/** User and password of an address. */
const USER_INFO = /\/\/[^/@\s]+@/gu;
/** Values in the query of an address, or pairs of a form, that are secret by their name. */
const PARAMETER =
  /([?&;\s"']|^)([\w.-]*(?:token|secret|password|passwd|api_?key|client_secret|signature|session)[\w.-]*=)[^&\s"'#]+/giu;

/** @param secrets further texts that must not appear; shorter ones than 4 characters would hit ordinary words */
export function redact(text: string, secrets: Iterable<string> = []): string {
  let safe = text;
  for (const secret of secrets) {
    if (secret.length >= 4) safe = safe.replaceAll(secret, "***");
  }
  return safe
    .replace(USER_INFO, "//***@")
    .replace(HEADER, "$1$2***")
    .replace(BEARER, "$1 ***")
    .replace(PARAMETER, "$1$2***")
    .replace(SESSION_TOKEN, "***");
}
