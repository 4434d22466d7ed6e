import { createMcpHandler } from "@modelcontextprotocol/server";
import type { AddressInfo } from "node:net";
import {
  type AuthConfiguration,
  ConfigurationError,
  type HttpConfiguration,
} from "../../models/configuration";
import { FleetError } from "../../models/errors";
import type { StartedFrom } from "../../services/configuration/dotenv";
import type { GivenSettings } from "../../services/configuration/given";
import { loadHttpConfiguration } from "../../services/configuration/http";
import { isLoopback } from "../../services/configuration/values";
import { surviveFaults } from "../faults";
import type { Log } from "../log";
import type { Principal } from "../principal";
import { createServer, type ServerFactory, type ServerIdentity } from "../server";
import { openLoggedFleet, serverOptions } from "../serverOptions";
import { openAccess, type Access } from "./authenticators";
import { clientAddress } from "./clientAddress";
import { Gateway } from "./gateway";
import { Guards } from "./guards";
import { InFlight } from "./inFlight";
import { listen } from "./listener";
import { RateLimit } from "./rateLimit";
import { Readiness } from "./readiness";
import { endOnSignal } from "./shutdown";

/**
 * Serves the configured deployment over HTTP until the process is told to stop.
 * @param newServer what is served; the conformance suite needs tools of its own besides
 * @throws ConfigurationError
 */
export async function serveHttp(
  settings: GivenSettings,
  from: StartedFrom,
  identity: ServerIdentity,
  newServer: ServerFactory = createServer,
): Promise<void> {
  const { server, http } = loadHttpConfiguration(settings, from);
  const options = await serverOptions(server, identity, ownSecrets(http.auth));
  // All of them, now: the first request should not wait for them, and a wrong one is said at start.
  await options.tools();
  const { log } = options;
  surviveFaults(log);
  const access = openAccess(http, (token) => openLoggedFleet({ ...server, token }, log), log);
  await checkOffer(access, log);

  const callers = new WeakMap<Request, Principal>();
  const handler = createMcpHandler(
    ({ requestInfo }) => {
      const principal = requestInfo === undefined ? undefined : callers.get(requestInfo);
      if (principal === undefined) throw new Error("a request without a caller");
      return newServer(options, principal);
    },
    {
      onerror: (error) => {
        log("debug", "protocol", { error: error.message });
      },
    },
  );
  const inFlight = new InFlight();
  const readiness = new Readiness(access.publicFleet);
  const gateway = new Gateway({
    version: identity.version,
    path: http.path,
    guards: new Guards(http),
    clientAddress: clientAddress(http.trustedProxies),
    authenticator: access.authenticator,
    offer: access.offer,
    rateLimit: new RateLimit(http.rateLimit),
    inFlight,
    readiness,
    handler,
    callers,
    log,
  });
  const listener = await listen(gateway, http);
  const { port } = listener.address() as AddressInfo;
  announce(http, port, access);
  const release = async (): Promise<void> => options.telemetry?.close();
  endOnSignal({ listener, handler, inFlight, readiness, graceMs: server.timeoutMs, log, release });
}

/** The tokens of this server itself; those of callers come and go. */
function ownSecrets(auth: AuthConfiguration): readonly string[] {
  if (auth.mode === "coder") return [];
  return auth.mode === "token" && auth.value !== null ? [auth.ownToken, auth.value] : [auth.ownToken];
}

/** A wrong --public-url ends the start; a Coder that is down does not: it is asked again when somebody comes. */
async function checkOffer({ offer }: Access, log: Log): Promise<void> {
  try {
    await offer?.resource();
  } catch (error) {
    if (error instanceof ConfigurationError || !(error instanceof FleetError)) throw error;
    log("warn", "OAuth2 waits for Coder", { error: error.message });
  }
}

/** For whoever started us, on their terminal. */
function announce({ host, path, auth }: HttpConfiguration, port: number, { freshToken }: Access): void {
  const lines = [
    `Listening at http://${host.includes(":") ? `[${host}]` : host}:${port}${path} (--auth ${auth.mode})`,
  ];
  if (auth.mode === "none") {
    lines.push("Warning: every program on this computer can use the agents; --auth token closes that.");
  }
  if (!isLoopback(host)) lines.push("This is plain HTTP: let a reverse proxy with TLS stand in front of it.");
  if (auth.mode === "token" && freshToken !== null) {
    lines.push(
      process.stderr.isTTY
        ? `Access token, shown this once and kept in ${auth.file}: ${freshToken}`
        : `A new access token is in ${auth.file}.`,
    );
  }
  process.stderr.write(lines.map((line) => `coder-fleet-mcp: ${line}\n`).join(""));
}
