/**
 * Every tool, in every way it can fail, as a client built on SDK 1 sees it after it has listed the tools: such a
 * client checks the structured content of a failed call against the output schema too.
 */
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ALL, failsEverywhere } from "../support/failures";
import { startServer } from "../support/mcpClient";
import { UNREACHABLE } from "../support/serverProcess";

describe("every tool", () => {
  it("says that the deployment is unreachable", async () => {
    const server = await startServer(UNREACHABLE, ALL);
    try {
      await failsEverywhere(server, "NETWORK_ERROR", "unreachable");
    } finally {
      await server.close();
    }
  });

  for (const [what, listener, code, reason] of [
    [
      "the token has expired",
      answer(401, { message: "You are signed out or your session has expired." }),
      "AUTHENTICATION_FAILED",
      "unauthorized",
    ],
    [
      "the token may not do it",
      answer(403, { message: "Forbidden." }),
      "CODER_API_ERROR",
      "permission_denied",
    ],
    [
      "there were too many requests",
      answer(429, { message: "Slow down." }),
      "CODER_API_ERROR",
      "rate_limited",
    ],
    ["the deployment fails", answer(500, { message: "Internal error." }), "CODER_API_ERROR", "server_error"],
    ["the deployment is overloaded", answer(503, { message: "Busy." }), "CODER_API_ERROR", "server_error"],
    [
      "it got HTML instead of JSON",
      answer(200, "<!doctype html><html><body>dashboard</body></html>"),
      "CODER_API_ERROR",
      /unsupported_by_deployment|unexpected_answer/,
    ],
    ["it got JSON of the wrong shape", answer(200, ["odd"]), "CODER_API_ERROR", "unexpected_answer"],
    [
      "it got half of a JSON text",
      answer(200, "{", "application/json"),
      "CODER_API_ERROR",
      "unexpected_answer",
    ],
  ] as const) {
    it(`says that ${what}, and the server stays up`, async () => {
      const deployment = await listen(listener);
      const server = await startServer({ ...UNREACHABLE, CODER_URL: urlOf(deployment) }, ALL);
      try {
        await failsEverywhere(server, code, reason);
      } finally {
        await server.close();
        deployment.close();
      }
    }).timeout(60_000);
  }

  it("says that TLS failed", async () => {
    // Plain HTTP where TLS is expected.
    const deployment = await listen(answer(200, {}));
    const url = urlOf(deployment).replace("http:", "https:");
    const server = await startServer({ ...UNREACHABLE, CODER_URL: url }, ALL);
    try {
      await failsEverywhere(server, "NETWORK_ERROR", "tls");
    } finally {
      await server.close();
      deployment.close();
    }
  }).timeout(60_000);
});

/** Answers every request the same way. */
function answer(status: number, body: unknown, type?: string): RequestListener {
  const [text, standard] =
    typeof body === "string" ? [body, "text/html"] : [JSON.stringify(body), "application/json"];
  return (request, response) => {
    request.resume();
    response.writeHead(status, { "Content-Type": type ?? standard }).end(text);
  };
}

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  return server;
}

function urlOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
