/**
 * Takes the place of `pac-proxy-agent` in the bundles: proxy-agent imports it for `pac+…` addresses, which the
 * configuration refuses, and it brings a JavaScript engine of its own along (400 KB). Called with `new`.
 */
export function PacProxyAgent(): never {
  throw new Error("Proxy auto-configuration (PAC) is not supported: give the proxy's own address.");
}
