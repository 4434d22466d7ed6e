import assert from "node:assert/strict";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { CLIENTS } from "../../support/httpClients";
import { startHttpServer, type HttpServer } from "../../support/httpServer";

describe("the HTTP server", () => {
  let deployment: EmbeddedDeployment;
  let server: HttpServer;
  before(async () => {
    deployment = await startEmbedded({ agents: 10 });
    server = await startHttpServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token });
  });
  after(async () => {
    await server.stop();
    await deployment.stop();
  });

  for (const [era, connect] of CLIENTS) {
    for (const path of ["/mcp", "/api/experimental/mcp/http"]) {
      it(`lists and calls tools for ${era} at ${path}`, async () => {
        const client = await connect(new URL(path, server.origin));
        assert.ok((await client.toolNames()).includes("list_agents"));
        const { structuredContent } = await client.call("list_agents");
        assert.equal(structuredContent["total_count"], 9);
        await client.close();
      });
    }
  }
});
