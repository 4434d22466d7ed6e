/** Takes out of a recording what must not be in a file: tokens, cookies, and where the deployment lives. */
export type Scrub = (value: unknown) => unknown;

/**
 * @param secrets texts replaced by `<token>` wherever they stand
 * @param origin the recorded deployment, replaced by an address that says nothing
 */
export function scrubber(secrets: readonly string[], origin: URL): Scrub {
  const text = (value: string): string => {
    let clean = value;
    for (const secret of secrets) if (secret !== "") clean = clean.replaceAll(secret, "<token>");
    return clean.replaceAll(origin.origin, "http://coder.example").replaceAll(origin.host, "coder.example");
  };
  const scrub: Scrub = (value) => {
    if (typeof value === "string") return text(value);
    if (Array.isArray(value)) return value.map(scrub);
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [key, isSecretKey(key) ? "<token>" : scrub(inner)]),
    );
  };
  return scrub;
}

const isSecretKey = (key: string) =>
  /^(session_token|api_key|auth_token|access_token|refresh_token|password)$/.test(key);

/** `name=<cookie>; Path=…`: names and attributes stay, values go. */
export function scrubCookies(header: string): string {
  return header.replace(/(^|,\s*)([\w-]+)=[^;,]*/g, "$1$2=<cookie>");
}
