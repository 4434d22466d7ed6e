import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { ValidationError } from "../../../src/models/errors";
import { openDeployment } from "../../../src/repositories/openDeployment";
import { openShell, type Shell } from "../../../src/services/commands/openShell";
import type { Fleet } from "../../../src/services/fleet";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";

const NAME = "with-a-terminal";
const NORMAL = 1000;
const call = () => ({ signal: AbortSignal.timeout(60_000) });
const screen = () => ({ reconnectId: randomUUID(), rows: 24, columns: 80 });

describe("a terminal in a workspace", function () {
  this.timeout(120_000);
  let embedded: EmbeddedDeployment;
  let bench: ToolBench;
  let fleet: Fleet;

  before(async () => {
    embedded = await startEmbedded({ agents: 0 });
    bench = openToolBench(embedded);
    const { url, token } = embedded;
    fleet = {
      deployment: openDeployment({ url, token, userAgent: "coder-fleet/test" }),
      workspaceFilter: null,
    };
    await bench.call("create_agent", { name: NAME, project: "Claude Agent", role: "coder", task: "Wait" });
    await bench.until(NAME, "idle");
  });
  after(async () => {
    bench.close();
    fleet.deployment.close();
    await embedded.stop();
  });

  /** All a terminal puts out until it ends. */
  async function outputOf(terminal: Shell): Promise<string> {
    const decoder = new TextDecoder();
    let text = "";
    for await (const chunk of terminal) text += decoder.decode(chunk, { stream: true });
    return text;
  }

  it("runs a command instead of a shell, and ends with it", async () => {
    const request = { workspace: NAME, command: "echo answer-$((6*7))" };
    const terminal = await openShell(fleet, request, screen(), false, call());
    assert.match(await outputOf(terminal), /answer-42/u);
    assert.equal(await terminal.closeCode, NORMAL);
  });

  it("is on the workspace agent that is named, where one is", async () => {
    const request = { workspace: `${NAME}.main`, command: "echo here" };
    assert.match(await outputOf(await openShell(fleet, request, screen(), false, call())), /here/u);
    const nobody = { ...request, workspace: `${NAME}.nobody` };
    await assert.rejects(openShell(fleet, nobody, screen(), false, call()), ValidationError);
  });

  it("ends at once where it is attached to a command that has ended, and does not run it again", async () => {
    const request = { workspace: NAME, command: "echo again >>~/runs" };
    const same = screen();
    await outputOf(await openShell(fleet, request, same, false, call()));
    await outputOf(await openShell(fleet, request, same, true, call()));
    const count = { workspace: NAME, command: "wc -l <~/runs" };
    assert.match(await outputOf(await openShell(fleet, count, screen(), false, call())), /^\s*1\s*$/u);
  });
});
