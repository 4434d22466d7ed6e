import assert from "node:assert/strict";
import { startEmbedded, type EmbeddedDeployment } from "../support/embedded";
import {
  INITIALIZE,
  MODERN_ENVELOPE,
  startProcess,
  type Message,
  type ServerProcess,
} from "../support/serverProcess";

describe("progress of long calls", () => {
  let deployment: EmbeddedDeployment;
  let server: ServerProcess;
  before(async () => {
    deployment = await startEmbedded({ agents: 3 });
  });
  beforeEach(() => {
    server = startProcess({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token });
  });
  afterEach(async () => {
    server.endInput();
    assert.equal(await server.exit(), 0);
  });
  after(() => deployment.stop());

  const create = (name: string, meta: Record<string, unknown>): Message => ({
    id: 5,
    method: "tools/call",
    params: { name: "create_agent", arguments: { name, project: "Claude Agent", task: "Hi" }, _meta: meta },
  });

  /** Progress notifications up to the answer. */
  const progress = async (): Promise<readonly Message[]> => {
    const answer = await server.next(({ id }) => id === 5);
    assert.equal(answer.result?.["isError"], undefined, JSON.stringify(answer));
    return server.lines
      .map((line) => JSON.parse(line) as Message)
      .filter(({ method }) => method === "notifications/progress");
  };

  const checkProgress = async (): Promise<void> => {
    const steps = await progress();
    assert.ok(steps.length > 0);
    let last = -1;
    for (const { params } of steps) {
      assert.equal(params?.["progressToken"], "p1");
      assert.equal(typeof params["message"], "string");
      assert.ok(Number(params["progress"]) > last, "it grows with each notification");
      last = Number(params["progress"]);
    }
  };

  it("reaches an `initialize` client that asked for it", async () => {
    server.send(INITIALIZE, { method: "notifications/initialized" }, create("one", { progressToken: "p1" }));
    await checkProgress();
  });

  it("reaches a 2026-07-28 client that asked for it", async () => {
    server.send(create("two", { ...MODERN_ENVELOPE, progressToken: "p1" }));
    await checkProgress();
  });

  it("is not sent to who did not ask", async () => {
    server.send(INITIALIZE, { method: "notifications/initialized" }, create("three", {}));
    assert.deepEqual(await progress(), []);
  });
});
