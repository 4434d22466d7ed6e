import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { commands } from "vscode";
import { startTask } from "../../../src/services/agents/startTask";
import type { Parts } from "../../../src/vscode/extension/parts";
import { eventually, fleetParts, signIn, signOutOfAll } from "../host/extension";
import { duringPhase, keepMeasurement } from "../host/measurements";
import { orders } from "../host/orders";
import { memoryInUse } from "./memory";

const { deployment } = orders;
const CHANGING = 50;
/** Pages scrolled through: more than there are. */
const PAGES = 60;
/** How long the window is watched after something was done, in milliseconds. */
const WATCHED_MS = 3_000;
const LONGEST_MS = 60_000;

describe("a view of 1,000 agents", () => {
  let parts: Parts;
  before(async () => {
    parts = await fleetParts();
    await signIn(deployment);
  });
  after(signOutOfAll);

  const busy = () => parts.store.state.entries.filter(({ agent }) => agent.status === "busy").length;

  it("opens", async () => {
    const before = memoryInUse();
    await duringPhase("opening the view", async () => {
      await commands.executeCommand("coderFleet.agents.focus");
      await eventually("the list", () => (parts.store.state.view === "agents" ? true : undefined));
      await sleep(WATCHED_MS);
    });
    const { length } = parts.store.state.entries;
    assert.ok(length >= 1_000, `${length} agents`);
    keepMeasurement("agents", length);
    keepMeasurement("fleet_memory_mb", memoryInUse() - before);
  });

  it("is scrolled through", async () => {
    await duringPhase("scrolling", async () => {
      for (let page = 0; page < PAGES; page += 1) {
        await commands.executeCommand("list.focusPageDown");
        await sleep(15);
      }
      await commands.executeCommand("list.focusFirst");
    });
  });

  it("goes on while 50 of them begin to work", async () => {
    const fleet = await parts.connections.fleet(deployment.url);
    const idle = parts.store.state.entries.filter(({ agent }) => agent.status === "idle").slice(0, CHANGING);
    assert.equal(idle.length, CHANGING);
    const before = busy();
    await duringPhase("50 agents change", async () => {
      const call = { signal: AbortSignal.timeout(LONGEST_MS) };
      const text = "think=3600 Write a poem";
      await Promise.all(idle.map(({ agent }) => startTask(fleet, { agent: agent.id, text }, call)));
      await eventually("all of them at work", () => (busy() >= before + CHANGING ? true : undefined));
      await sleep(WATCHED_MS);
    });
  });
});
