import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { commands } from "vscode";
import * as z from "zod";
import { activationTimes } from "./activationTimes";
import { eventually, fleetExtension, fleetParts, signIn, signOutOfAll } from "./extension";
import { startGateway } from "../support/gateway";
import { keepMeasurement } from "./measurements";
import { orders } from "./orders";

/** What package.json promises. */
const manifest = z.object({
  contributes: z.object({ commands: z.array(z.object({ command: z.string() })) }),
});

describe("activation", () => {
  it("has not happened before anything of the extension is used", () => {
    assert.equal(fleetExtension().isActive, false);
  });

  it("takes a time that VS Code reports, as measured", async () => {
    await fleetExtension().activate();
    assert.equal(fleetExtension().isActive, true);
    const { loadCode, callActivate } = await activationTimes(fleetExtension().id);
    // `npm run bench` holds the bars: a test must not depend on a quiet computer.
    keepMeasurement("activation_load_ms", loadCode);
    keepMeasurement("activation_call_ms", callActivate);
  });

  it("registers every command that package.json names", async () => {
    const registered = new Set(await commands.getCommands(true));
    const { contributes } = manifest.parse(fleetExtension().packageJSON);
    const missing = contributes.commands.filter(({ command }) => !registered.has(command));
    assert.deepEqual(missing, []);
  });

  it("asks the deployment nothing before the view is seen, then one list, as measured", async () => {
    const gateway = await startGateway(orders.deployment.url);
    try {
      await signIn({ ...orders.deployment, url: gateway.url });
      gateway.requests.length = 0;
      await sleep(500);
      keepMeasurement("requests_before_view", gateway.requests.length);
      assert.deepEqual(gateway.requests, []);
      await commands.executeCommand("coderFleet.agents.focus");
      const { store } = await fleetParts();
      await eventually("the list", () => (store.state.view === "agents" ? true : undefined));
      keepMeasurement("requests_for_first_list", gateway.requests.length);
      // One list; what the deployment can do is asked once before it.
      const lists = gateway.requests.filter((path: string) => path.endsWith("/tasks?q=owner%3Ame"));
      assert.equal(lists.length, 1, gateway.requests.join("\n"));
      assert.ok(gateway.requests.length <= 4, gateway.requests.join("\n"));
    } finally {
      await signOutOfAll();
      await commands.executeCommand("workbench.view.explorer");
      await gateway.stop();
    }
  });
});
