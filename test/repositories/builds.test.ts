import assert from "node:assert/strict";
import { afterEach, describe, it } from "mocha";
import { NetworkError } from "../../src/models/errors";
import { type RecordedServer, serveRecordings } from "./support/recordedServer";

const call = { signal: new AbortController().signal };
const BUILD = "018d99c1-f411-44f4-a6b4-a4c722d0e0f0";
const STREAM = `/api/v2/workspacebuilds/${BUILD}/logs`;
const ONE = `/api/v2/workspacebuilds/${BUILD}`;

describe("following a build", () => {
  let server: RecordedServer;
  afterEach(() => server.stop());

  for (const [version, ended, transition] of [
    ["2.26.0", "get_stopped", "stop"],
    ["2.36.1", "get", "start"],
  ] as const) {
    it(`${version}: reads the log stream to its end, then the build once`, async () => {
      server = await serveRecordings(
        { recording: `${version}/builds/logs_follow_ws_finished`, path: STREAM },
        { recording: `${version}/builds/${ended}`, path: ONE },
      );
      const stages = new Set<string>();
      const build = await server.deployment.builds.follow(BUILD, ({ stage }) => stages.add(stage), call);
      assert.deepEqual([build.job.status, build.transition], ["succeeded", transition]);
      assert.ok(stages.has("Setting up") && stages.size > 2);
      assert.deepEqual(server.requests(), [`SOCKET ${STREAM}`, `GET ${ONE}`]);
    });
  }

  it("polls to the end when the connection drops without a close frame", async () => {
    server = await serveRecordings(
      { recording: "2.36.1/builds/logs_follow_ws_running", path: STREAM, dropped: true },
      "2.36.1/builds/get_canceling",
    );
    let lines = 0;
    const following = server.deployment.builds.follow(BUILD, () => (lines += 1), call);
    while (server.seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    server.add("2.36.1/builds/get_canceled");
    assert.equal((await following).job.status, "canceled");
    assert.ok(lines > 0);
  });

  it("polls when the stream cannot be opened, and answers a failed build as it ended", async () => {
    server = await serveRecordings({ recording: "2.36.1/builds/get_failed", path: ONE });
    const build = await server.deployment.builds.follow(BUILD, () => undefined, call);
    assert.equal(build.job.status, "failed");
    assert.equal(build.job.error, "terraform apply: exit status 1");
  });

  it("ends when the call is canceled", async () => {
    server = await serveRecordings({ recording: "2.36.1/builds/get_canceling", path: ONE });
    const controller = new AbortController();
    const following = server.deployment.builds.follow(BUILD, () => undefined, { signal: controller.signal });
    while (server.seen.length < 2) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    await assert.rejects(following, (error) => error instanceof NetworkError && error.reason === "canceled");
  });
});
