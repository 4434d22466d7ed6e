import { strict as assert } from "node:assert";
import { AuthenticationError } from "../../src/models/errors";
import { type Answer, type RecordedServer, serveRecordings } from "./support/recordedServer";

const call = { signal: new AbortController().signal };
const PATH = "/api/experimental/mcp/http";

describe("whether a deployment serves MCP itself", () => {
  let server: RecordedServer;
  afterEach(() => server.stop());
  const asked = async (...answers: readonly Answer[]) => {
    server = await serveRecordings(...answers);
    return server.deployment.answersMcp(call);
  };

  it("is known from its answer to a ping, asked once", async () => {
    const pong = { jsonrpc: "2.0", id: 1, result: {} };
    assert.equal(await asked({ method: "POST", path: PATH, status: 200, body: pong }), true);
    assert.equal(await server.deployment.answersMcp(call), true);
    assert.equal(server.seen.length, 1);
  });

  it("is no where the experiments are off (403) or it knows no such route (404)", async () => {
    assert.equal(await asked("2.36.1/experiments-off/mcp_http_initialize"), false);
    await server.stop();
    assert.equal(await asked(), false);
  });

  it("is not known where the token is refused, which is not remembered", async () => {
    await assert.rejects(asked("2.36.1/experiments-off/mcp_http_no_token"), AuthenticationError);
  });
});
