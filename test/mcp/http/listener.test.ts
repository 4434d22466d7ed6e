import assert from "node:assert/strict";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { finished } from "node:stream/promises";
import { listen } from "../../../src/mcp/http/listener";
import { sendBytes } from "../../support/rawHttp";

describe("slow clients", () => {
  let server: Server;
  let port: number;
  before(async () => {
    server = await listen(
      {
        async handle(request, response) {
          await finished(request.resume());
          response.end("read");
        },
      },
      { host: "127.0.0.1", port: 0 },
      { headersMs: 300, requestMs: 600, checkMs: 50 },
    );
    port = (server.address() as AddressInfo).port;
  });
  after(() => {
    server.close();
    server.closeAllConnections();
  });

  for (const [what, bytes] of [
    ["never end their headers", "POST /mcp HTTP/1.1\r\nHost: localhost\r\nX-Slow: "],
    ["never end their body", "POST /mcp HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{"],
  ] as const) {
    it(`are answered 408 and cut off where they ${what}`, async () => {
      const answer = await sendBytes(port, bytes);
      assert.match(answer, /^HTTP\/1\.1 408 /);
      assert.match(answer, /did not arrive in time/);
    });
  }
});
