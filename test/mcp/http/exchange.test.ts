import assert from "node:assert/strict";
import { once } from "node:events";
import { createServer } from "node:http";
import { connect, type AddressInfo } from "node:net";
import { sendResponse } from "../../../src/mcp/http/exchange";

const PIECE = new Uint8Array(64 * 1024);

describe("an answer over HTTP", () => {
  /** More than any buffer between two processes holds. */
  const endless = (): Response =>
    new Response(
      new ReadableStream({
        pull(controller) {
          controller.enqueue(PIECE);
        },
      }),
    );

  it("is given up where its client reads no more of it", async () => {
    let settled = (): void => undefined;
    const given = new Promise<void>((resolve) => (settled = resolve));
    const server = createServer((_request, response) => {
      void sendResponse(endless(), response, 200).then(settled);
    }).listen(0, "127.0.0.1");
    await once(server, "listening");
    const client = connect((server.address() as AddressInfo).port, "127.0.0.1").pause();
    client.on("error", () => undefined);
    client.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n");
    await given;
    client.destroy();
    server.close();
    await once(server, "close");
  });

  it("is sent for as long as its client reads, however long that takes", async () => {
    const pieces = 4;
    const slow = new Response(
      new ReadableStream({
        async start(controller) {
          for (let piece = 0; piece < pieces; piece += 1) {
            controller.enqueue(new TextEncoder().encode("x"));
            await new Promise((resolve) => setTimeout(resolve, 700));
          }
          controller.close();
        },
      }),
    );
    const server = createServer((_request, response) => void sendResponse(slow, response, 2_000)).listen(
      0,
      "127.0.0.1",
    );
    await once(server, "listening");
    const { port } = server.address() as AddressInfo;
    assert.equal(await (await fetch(`http://127.0.0.1:${port}/`)).text(), "x".repeat(pieces));
    server.close();
    server.closeAllConnections();
  });
});
