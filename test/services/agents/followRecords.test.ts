/** Following what an agent leaves besides its conversation, against the embedded deployment. */
import assert from "node:assert/strict";
import { openDeployment } from "../../../src/repositories/openDeployment";
import {
  followBuildLog,
  followHistory,
  followWorkspaceLog,
  type RecordPart,
  type RecordUpdate,
} from "../../../src/services/agents/followRecords";
import { listAgents } from "../../../src/services/agents/listAgents";
import { restartAgent } from "../../../src/services/agents/restartAgent";
import type { Fleet } from "../../../src/services/fleet";
import { startRelay } from "../../support/breakableRelay";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { writeWorkspaceLog } from "../../support/workspaceLog";

const LIMIT_MS = 40_000;

type Follow = typeof followHistory;

describe("records of an agent", function () {
  this.timeout(LIMIT_MS + 5_000);
  let deployment: EmbeddedDeployment;
  let fleet: Fleet;
  let name: string;
  let workspace: string;

  before(async () => {
    deployment = await startEmbedded({ agents: 6, speed: 30, control: true });
    const { url, token } = deployment;
    fleet = {
      deployment: openDeployment({ url, token, userAgent: "coder-fleet/test" }),
      workspaceFilter: null,
    };
    const { agents } = await listAgents(fleet, { owner: { kind: "me" } }, call());
    const idle = agents.find(({ status }) => status === "idle");
    assert.ok(idle, "no agent is idle");
    ({ name } = idle);
    workspace = idle.workspace?.id ?? "";
  });
  after(async () => {
    fleet.deployment.close();
    await deployment.stop();
  });

  const call = () => ({ signal: AbortSignal.timeout(LIMIT_MS) });

  /** Follows until there is enough; answers the parts as they stand then. */
  async function followed(
    follow: Follow,
    isEnough: (parts: readonly RecordPart[], updates: readonly RecordUpdate[]) => boolean,
    meanwhile?: () => void,
    from = fleet,
  ): Promise<readonly RecordPart[]> {
    const enough = new AbortController();
    const updates: RecordUpdate[] = [];
    const parts = new Map<RecordPart["id"], RecordPart>();
    const signal = AbortSignal.any([enough.signal, AbortSignal.timeout(LIMIT_MS)]);
    const following = follow(
      from,
      name,
      (update) => {
        updates.push(update);
        if (update.kind === "reset") parts.clear();
        if (update.kind === "parts") for (const part of update.parts) parts.set(part.id, part);
        if (isEnough([...parts.values()], updates)) enough.abort();
        else meanwhile?.();
      },
      { signal },
    );
    await assert.rejects(following, { reason: "canceled" });
    assert.ok(enough.signal.aborted, "it did not come in time");
    return [...parts.values()];
  }

  it("are its history, oldest first, with what it was given", async () => {
    const parts = await followed(followHistory, (found) => found.length > 0);
    assert.equal(parts[0]?.label, "prompt");
    const reports = parts.slice(1).map(({ time }) => Date.parse(time));
    assert.deepEqual(
      reports,
      [...reports].sort((a, b) => a - b),
    );
  });

  it("are the lines of its workspace agent, each once", async () => {
    const parts = await followed(followWorkspaceLog, (found) => found.length > 0);
    assert.ok(parts.every(({ text, time }) => typeof text === "string" && !Number.isNaN(Date.parse(time))));
  });

  it("are lines of its workspace agent that come later, also after the connection broke", async () => {
    const relay = await startRelay(deployment.url);
    const { token } = deployment;
    const far = {
      deployment: openDeployment({ url: relay.url, token, userAgent: "coder-fleet/test" }),
      workspaceFilter: null,
    };
    const written = Array.from({ length: 300 }, (_, number) => `later ${number}`);
    let sent = 0;
    let writing = Promise.resolve();
    try {
      const parts = await followed(
        followWorkspaceLog,
        (found) => found.some(({ text }) => text === written.at(-1)),
        () => {
          if (sent === 100) relay.cut(200);
          const next = written.slice(sent, (sent += 100));
          if (next.length > 0) writing = writing.then(() => writeWorkspaceLog(deployment, workspace, next));
        },
        far,
      );
      const later = parts.map(({ text }) => text).filter((text) => text.startsWith("later"));
      assert.deepEqual(later, written);
    } finally {
      far.deployment.close();
      await relay.stop();
    }
  });

  it("are the log of its newest build, and of one that begins later instead", async () => {
    const titles = (updates: readonly RecordUpdate[]) =>
      updates.flatMap((update) => (update.kind === "notice" ? [update.text] : []));
    let restarted: Promise<unknown> | undefined;
    const parts = await followed(
      followBuildLog,
      (_, updates) => titles(updates).some((title) => /^start build [2-9]\d*: succeeded$/u.test(title)),
      () => {
        restarted ??= restartAgent(fleet, name, call());
      },
    );
    await restarted;
    assert.ok(
      parts.some(({ label }) => label !== ""),
      "stages are named",
    );
  });
});
