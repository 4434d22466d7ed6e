/** Watching a fleet and following a conversation, over the real sockets of the embedded deployment. */
import assert from "node:assert/strict";
import type { LogUpdate } from "../../../src/repositories/agentBackend";
import { openDeployment } from "../../../src/repositories/openDeployment";
import { createAgent } from "../../../src/services/agents/createAgent";
import { followLog } from "../../../src/services/agents/followLog";
import { listAgents } from "../../../src/services/agents/listAgents";
import { startTask } from "../../../src/services/agents/startTask";
import { watchFleet } from "../../../src/services/agents/watchFleet";
import type { Fleet } from "../../../src/services/fleet";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { until } from "../../support/until";

const LIMIT_MS = 20_000;
const ME = { kind: "me" } as const;

for (const generation of ["tasks", "chats", "tasks+chats"] as const) {
  describe(`a living fleet on ${generation}`, function () {
    this.timeout(LIMIT_MS + 5_000);
    let deployment: EmbeddedDeployment;
    let fleet: Fleet;
    let requests: string[];

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 4, speed: 30 });
      const { url, token } = deployment;
      const log = ({ method, path }: { method: string; path: string }) => requests.push(`${method} ${path}`);
      requests = [];
      fleet = {
        deployment: openDeployment({ url, token, userAgent: "coder-fleet/test", log }),
        workspaceFilter: null,
      };
    });
    after(async () => {
      fleet.deployment.close();
      await deployment.stop();
    });

    const call = () => ({ signal: AbortSignal.timeout(LIMIT_MS) });
    const input = (name: string, task: string) => ({
      name,
      project: "Claude Agent",
      task,
      taskArgument: "task",
    });

    it("shows an agent from its birth to its rest", async () => {
      const seen: string[] = [];
      let made: Promise<unknown> | undefined;
      for await (const { agents, error } of watchFleet(fleet, ME, call())) {
        assert.equal(error, undefined);
        made ??= createAgent(fleet, input("watched", "Fix the login bug think=180"), call());
        const status = agents?.find(({ name }) => name === "watched")?.status;
        if (status !== undefined && status !== seen.at(-1)) seen.push(status);
        // It is idle for a moment, too, before it hears of its task.
        if (status === "idle" && seen.includes("busy")) break;
      }
      await made;
      assert.deepEqual(seen.slice(-2), ["busy", "idle"]);
    });

    it("follows what is said, and what is being written where that is told", async () => {
      await startTask(fleet, { agent: "watched", text: "Count the widgets think=5" }, call());
      const updates: LogUpdate[] = [];
      const said = () => updates.flatMap((update) => (update.kind === "entries" ? update.entries : []));
      for await (const update of followLog(fleet, "watched", call())) {
        updates.push(update);
        const rested = generation === "tasks" || (update.kind === "status" && update.status === "idle");
        const asked = said().findIndex(({ content }) => content.includes("Count the widgets"));
        if (rested && asked !== -1 && said().length > asked + 1) break;
      }
      assert.equal(
        said().some(({ content, type }) => type === "input" && content.includes("Fix the login bug")),
        true,
      );
      const typed = updates.some((update) => update.kind === "typing" && update.text !== "");
      assert.equal(typed, generation !== "tasks", "only chats stream what is being written");
    });

    if (generation !== "tasks") {
      it("has read what was followed", async () => {
        // Coder marks it as read when the stream is closed, which it hears a moment later.
        await until(
          () => listAgents(fleet, { owner: ME }, call()),
          ({ agents }) => agents.find(({ name }) => name === "watched")?.chat?.unread === false,
        );
      });
    }

    it("ends at once when it is canceled", async () => {
      const controller = new AbortController();
      const watched = watchFleet(fleet, ME, { signal: controller.signal });
      await watched.next();
      setTimeout(() => {
        controller.abort();
      }, 50);
      for await (const snapshot of watched) assert.ok(snapshot.agents);
      const before = requests.length;
      await new Promise((resolve) => setTimeout(resolve, 500));
      assert.equal(requests.length, before, "nobody asks any more");
    });
  });
}
