/** What a server started with `--log-level debug` sent to Coder, as `METHOD /path`, that may change something. */
export function changingRequests(stderr: string): readonly string[] {
  return [...stderr.matchAll(/ debug request method="(?<method>\w+)" path="(?<path>[^"]*)"/gu)]
    .map(({ groups }) => `${groups?.["method"]} ${groups?.["path"]}`)
    .filter((request) => !request.startsWith("GET "));
}
