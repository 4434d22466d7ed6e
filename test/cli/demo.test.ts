import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { SERVER, serverEnvironment } from "../support/serverProcess";

/** Runs the demo; answers its exit code and everything it printed. */
async function runDemo(args: readonly string[], stopAt?: RegExp): Promise<{ code: unknown; output: string }> {
  const child = spawn(process.execPath, [SERVER, "demo", ...args], {
    env: serverEnvironment({}),
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const read = (text: string): void => {
    output += text;
    if (stopAt?.test(output)) child.kill("SIGINT");
  };
  child.stdout.setEncoding("utf8").on("data", read);
  child.stderr.setEncoding("utf8").on("data", read);
  const [code] = (await once(child, "exit")) as [unknown];
  return { code, output };
}

describe("the demo", function () {
  this.timeout(120_000);

  it("plays the main job and ends by itself with exit code 0 (--once)", async () => {
    const { code, output } = await runDemo(["--once"]);
    assert.equal(code, 0, output);
    const steps = [
      "list_agents",
      "create_agent",
      "show_agent, until idle",
      "start_agent_task",
      "show_agent_log",
      "execute_command",
      "write_file and read_file",
      "get_fleet_status_metrics",
      "delete_agent",
      "Everything did what it should",
    ];
    let position = 0;
    for (const step of steps) {
      const next = output.indexOf(`▸ ${step}`, position);
      assert.ok(next >= position, `${step} in ${output}`);
      position = next;
    }
    assert.match(output, /… busy: /, "progress is shown while the agent works");
  });

  it("writes plain text where there is no terminal", async () => {
    const { output } = await runDemo(["--once"]);
    assert.equal(output.includes("\u001b"), false);
  });

  it("says how to connect a client and stays up until it is interrupted", async () => {
    const { code, output } = await runDemo([], /Ctrl-C stops it/);
    assert.equal(code, 0, output);
    assert.match(output, /"CODER_URL": "http:\/\/127\.0\.0\.1:\d+"/);
    assert.match(output, /\.vscode\/mcp\.json/);
  });
});
