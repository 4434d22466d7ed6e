import type { IncomingMessage } from "node:http";
import { BlockList, isIP } from "node:net";

/** Reads whose request this is, behind reverse proxies that we trust. */
export type ClientAddress = (request: IncomingMessage) => string;

/**
 * The nearest address that is not one of the trusted proxies: X-Forwarded-For is read from its end, where the
 * proxies write; what stands before the first stranger is that stranger's word.
 * @param trusted addresses or CIDR ranges, checked already
 */
export function clientAddress(trusted: readonly string[]): ClientAddress {
  const list = new BlockList();
  for (const entry of trusted) {
    const [address = "", prefix] = entry.split("/");
    const family = isIP(address) === 6 ? "ipv6" : "ipv4";
    if (prefix === undefined) list.addAddress(address, family);
    else list.addSubnet(address, Number(prefix), family);
  }
  const isTrusted = (address: string): boolean => {
    const version = isIP(address);
    return version !== 0 && list.check(address, version === 6 ? "ipv6" : "ipv4");
  };
  return (request) => {
    const forwarded = request.headers["x-forwarded-for"];
    const hops = (typeof forwarded === "string" ? forwarded.split(",") : []).map((hop) => plain(hop.trim()));
    let address = plain(request.socket.remoteAddress ?? "");
    while (isTrusted(address)) {
      const next = hops.pop();
      if (next === undefined || isIP(next) === 0) break;
      address = next;
    }
    return address;
  };
}

/** An IPv4 address that came over an IPv6 socket, as IPv4. */
function plain(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/i, "");
}
