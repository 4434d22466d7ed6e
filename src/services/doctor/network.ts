/** The way to the deployment's host, as far as it can be seen without Coder. */
import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import * as tls from "node:tls";
import { systemErrorCode } from "../../models/systemError";
import { isLoopback } from "../configuration/values";
import { failed, note, ok, type Finding } from "./finding";

/** How long a handshake may take, in milliseconds. */
const HANDSHAKE_MS = 10_000;
/** A certificate that ends sooner is worth a word, in days. */
const SOON_DAYS = 14;
const DAY_MS = 86_400_000;

/** Whether the host's name has an address. */
export async function checkName(url: URL): Promise<Finding> {
  const host = hostOf(url);
  if (isIP(host) !== 0) return ok("dns", `${host} is an address; there is no name to look up.`);
  try {
    const addresses = await lookup(host, { all: true });
    return ok("dns", `${host} is ${addresses.map(({ address }) => address).join(", ")}.`);
  } catch (error) {
    return failed(
      "dns",
      `${host} has no address (${systemErrorCode(error)}).`,
      "Check the spelling of CODER_URL, and whether a VPN or a proxy (https_proxy) is needed.",
    );
  }
}

/** Whether the certificate is trusted, and for how long it still is. */
export async function checkCertificate(url: URL, ca: string | undefined, now: Date): Promise<Finding> {
  if (url.protocol !== "https:") {
    return isLoopback(url.hostname)
      ? ok("tls", "Plain http, which stays on this computer.")
      : note("tls", `${url.origin} is plain http: the token travels unencrypted.`);
  }
  try {
    const until = await certificateEnd(url, ca);
    const days = Math.floor((until.getTime() - now.getTime()) / DAY_MS);
    const message = `The certificate is trusted and good for ${String(days)} days.`;
    return days < SOON_DAYS
      ? note("tls", message, "Ask the deployment's operator to renew it.")
      : ok("tls", message);
  } catch (error) {
    return failed(
      "tls",
      `The secure connection failed (${systemErrorCode(error)}).`,
      "If the deployment uses a private certificate authority, give its PEM file with --ca-file or CODER_FLEET_CA_FILE; " +
        "otherwise check the scheme, host and port of CODER_URL, and this computer's clock.",
    );
  }
}

function certificateEnd(url: URL, ca: string | undefined): Promise<Date> {
  const host = hostOf(url);
  return new Promise((resolve, reject) => {
    const socket = tls.connect({
      host,
      port: url.port === "" ? 443 : Number(url.port),
      ...(isIP(host) === 0 ? { servername: host } : {}),
      ...(ca === undefined ? {} : { ca: [...tls.rootCertificates, ca] }),
      timeout: HANDSHAKE_MS,
    });
    socket.once("secureConnect", () => {
      resolve(new Date(socket.getPeerCertificate().valid_to));
      socket.destroy();
    });
    socket.once("timeout", () => socket.destroy(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })));
    socket.once("error", reject);
  });
}

/** An IPv6 address stands in brackets in a URL, and nowhere else. */
function hostOf({ hostname }: URL): string {
  return hostname.replace(/^\[|\]$/g, "");
}
