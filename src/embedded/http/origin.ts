/** Only our own name is served, so that no web page can reach the deployment by rebinding a host name. */
export function isOwnHost(host: string | undefined, ownUrl: string): boolean {
  const own = new URL(ownUrl);
  return host === own.host || host === `localhost:${own.port}`;
}

/** Browsers may only come from our own pages; clients outside a browser send no Origin. */
export function isAllowedOrigin(origin: string | undefined, ownUrl: string): boolean {
  return origin === undefined || origin === ownUrl || origin === ownUrl.replace("127.0.0.1", "localhost");
}
