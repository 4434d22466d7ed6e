import { serveStdio } from "@modelcontextprotocol/server/stdio";
import { Console } from "node:console";
import { surviveFaults } from "./faults";
import { LineTransport } from "./lineTransport";
import type { Principal } from "./principal";
import { createServer, type ServerOptions } from "./server";

/** How long requests under way may take to notice that the client has gone, in milliseconds. */
const GRACE_MS = 500;
/** The same where what was measured has to reach its collector. */
const MEASURED_GRACE_MS = 3_000;

/**
 * Serves one client over standard input and output until the input ends or the process is told to stop, then
 * frees everything and ends the process. Standard output carries protocol messages only.
 * @param release frees what calls have opened
 */
export function serveOverStdio(
  options: ServerOptions,
  principal: Principal,
  release: () => Promise<void>,
): void {
  // A stray console.log in a library would break the protocol.
  globalThis.console = new Console(process.stderr, process.stderr);

  surviveFaults(options.log);

  const transport = new LineTransport(process.stdin, process.stdout);
  const handle = serveStdio(() => createServer(options, principal), {
    transport,
    onerror: (error) => {
      options.log("debug", "protocol", { error: error.message });
    },
  });

  const stop = (): void => {
    const graceMs = options.telemetry === undefined ? GRACE_MS : MEASURED_GRACE_MS;
    setTimeout(() => process.exit(0), graceMs).unref();
    handle
      .close()
      .then(release)
      .catch((error: unknown) => {
        options.log("debug", "stop", { error: String(error) });
      });
  };
  process.stdin.once("end", stop);
  process.stdin.once("close", stop);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}
