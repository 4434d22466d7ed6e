/** The connections a fleet is watched by break and come back: nothing is missed, and nothing is told twice. */
import assert from "node:assert/strict";
import type { LogEntry } from "../../../src/models/agent";
import { openDeployment } from "../../../src/repositories/openDeployment";
import { createAgent } from "../../../src/services/agents/createAgent";
import { followLog } from "../../../src/services/agents/followLog";
import { watchFleet } from "../../../src/services/agents/watchFleet";
import type { Fleet } from "../../../src/services/fleet";
import { type BreakableRelay, startRelay } from "../../support/breakableRelay";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";

const LIMIT_MS = 60_000;

describe("a living fleet whose connections break", function () {
  this.timeout(LIMIT_MS + 5_000);
  let deployment: EmbeddedDeployment;
  let relay: BreakableRelay;
  let fleet: Fleet;
  /** The same fleet by a way of its own. */
  let direct: Fleet;
  let requests: string[] = [];

  before(async () => {
    deployment = await startEmbedded({ generation: "chats", agents: 1, speed: 1 });
    relay = await startRelay(deployment.url);
    const open = (url: string, log: (path: string) => void): Fleet => ({
      deployment: openDeployment({
        url,
        token: deployment.token,
        userAgent: "coder-fleet/test",
        log: ({ path }) => {
          log(path);
        },
      }),
      workspaceFilter: null,
    });
    fleet = open(relay.url, (path) => requests.push(path));
    direct = open(deployment.url, () => undefined);
  });
  beforeEach(() => {
    requests = [];
  });
  after(async () => {
    fleet.deployment.close();
    direct.deployment.close();
    await relay.stop();
    await deployment.stop();
  });

  const call = () => ({ signal: AbortSignal.timeout(LIMIT_MS) });
  const make = (name: string, task: string) =>
    createAgent(direct, { name, project: undefined, task, taskArgument: "task" }, call());

  it("lists what came while nothing was heard, and listens again", async () => {
    const opened = () => requests.filter((path) => path.endsWith("/watch")).length;
    let cut = false;
    for await (const { agents } of watchFleet(fleet, { kind: "me" }, call())) {
      if (!cut && opened() === 1) {
        cut = true;
        relay.cut(1_500);
        await make("meanwhile", "Say hi [plain]");
      }
      const seen = agents?.some(({ name }) => name === "meanwhile") === true;
      if (seen && opened() > 1) break;
    }
    assert.ok(cut);
  });

  it("goes on with a conversation where it broke, also in the middle of a word", async () => {
    await make("talker", "Count [slow 3600]");
    const entries: LogEntry[] = [];
    let breaks = 0;
    let atBreak = "";
    for await (const update of followLog(fleet, "talker", call())) {
      if (update.kind === "entries") entries.push(...update.entries);
      if (update.kind !== "typing" || update.text === "") continue;
      if (breaks > 0 && update.text.length > atBreak.length) {
        assert.ok(update.text.startsWith(atBreak), `${update.text} does not go on from ${atBreak}`);
        atBreak = update.text;
        if (breaks === 2) break;
      }
      if (update.text.includes("word3") && (breaks === 0 || update.text.length >= atBreak.length)) {
        breaks += 1;
        atBreak = update.text;
        relay.cut(200);
      }
    }
    assert.deepEqual(
      entries.map(({ content }) => content),
      ["Count [slow 3600]"],
      "what was said before the break is not told again",
    );
  });
});
