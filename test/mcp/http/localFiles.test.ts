import assert from "node:assert/strict";
import { startEmbedded, type EmbeddedDeployment } from "../../support/embedded";
import { connectSdk1 } from "../../support/httpClients";
import { startHttpServer, type HttpServer } from "../../support/httpServer";

describe("files of the machine an HTTP server runs on", () => {
  let deployment: EmbeddedDeployment;
  let server: HttpServer;
  before(async () => {
    deployment = await startEmbedded({ agents: 1 });
    server = await startHttpServer({ CODER_URL: deployment.url }, [
      "--auth",
      "coder",
      "--toolsets",
      "template-admin",
    ]);
  });
  after(async () => {
    await server.stop();
    await deployment.stop();
  });

  it("are never read for a caller, not even to say whether they exist", async () => {
    const client = await connectSdk1(new URL(server.url), { "Coder-Session-Token": deployment.token });
    const errors = [];
    for (const path of ["/etc", "/no/such/folder"]) {
      const { structuredContent } = await client.call("create_template", { name: "stolen", path });
      errors.push(structuredContent["error"]);
    }
    await client.close();
    for (const error of errors) {
      const { code, reason, hint } = error as Record<string, string>;
      assert.deepEqual([code, reason], ["VALIDATION_ERROR", "policy_denied"]);
      assert.match(hint ?? "", /files as texts/);
    }
  });
});
