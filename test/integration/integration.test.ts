import assert from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDeployment } from "../../src/repositories/openDeployment";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";
import { recordScenarios } from "./recordScenarios";
import { startReplay } from "./replayServer";
import { scenarios } from "./scenarios";

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`the client's scenarios on ${generation}, recorded and replayed`, function () {
    this.timeout(60_000);
    let embedded: EmbeddedDeployment;
    let directory: string;

    before(async () => {
      embedded = await startEmbedded({ generation, speed: 20 });
      directory = mkdtempSync(join(tmpdir(), "coder-fleet-recordings-"));
    });
    after(async () => {
      await embedded.stop();
      rmSync(directory, { recursive: true, force: true });
    });

    it("hold on a living deployment, through the recording proxy", async () => {
      const lines: string[] = [];
      await recordScenarios(new URL(embedded.url), embedded.token, directory, (line) => lines.push(line));
      assert.equal(lines.length, scenarios.length);
    });

    it("leave no token and no address in the files", () => {
      const files = readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((name) =>
        name.endsWith(".json"),
      );
      assert.ok(files.length > scenarios.length);
      for (const name of files) {
        const text = readFileSync(join(directory, name), "utf8");
        assert.ok(!text.includes(embedded.token), `${name} has the token`);
        assert.ok(!text.includes(new URL(embedded.url).host), `${name} has the address`);
      }
    });

    it("hold again on the recordings alone", async () => {
      await embedded.stop();
      const replay = await startReplay(directory);
      try {
        for (const scenario of scenarios) {
          const deployment = openDeployment({
            url: replay.url,
            token: "any",
            userAgent: "coder-fleet/replay",
          });
          await scenario.run({ deployment, pollMs: 0 });
          deployment.close();
        }
        assert.deepEqual(replay.unknown, []);
      } finally {
        await replay.stop();
      }
    });
  });
}
