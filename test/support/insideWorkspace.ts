/**
 * Tests that run commands inside a workspace: on the embedded deployment of both kinds of terminal, or, by
 * `npm run test:real`, on a real deployment's workspace given by CODER_URL, CODER_SESSION_TOKEN and CODER_WORKSPACE.
 */
import assert from "node:assert/strict";
import { startEmbedded } from "./embedded";
import { openToolBench, rowsOf, type ToolBench } from "./toolBench";

export interface Inside {
  readonly bench: ToolBench;
  readonly workspace: string;
  readonly url: string;
  readonly token: string;
  /** Runs a command that has to end well; answers its standard output. */
  readonly sh: (command: string) => Promise<string>;
}

interface Place {
  readonly title: string;
  open(): Promise<{ readonly url: string; readonly token: string; stop(): Promise<void> }>;
}

const real = process.env["CODER_WORKSPACE"];

const places: readonly Place[] =
  real === undefined
    ? (["tasks-experimental", "tasks"] as const).map((generation) => ({
        title: `embedded, ${generation}`,
        open: () => startEmbedded({ generation, agents: 3, seed: 7 }),
      }))
    : [
        {
          title: `workspace ${real}`,
          open: () =>
            Promise.resolve({
              url: required("CODER_URL"),
              token: required("CODER_SESSION_TOKEN"),
              stop: () => Promise.resolve(),
            }),
        },
      ];

/** The tests for each place; `inside()` is there while they run. */
export function describeInside(title: string, tests: (inside: () => Inside) => void): void {
  for (const place of places) {
    describe(`${title} (${place.title})`, function () {
      this.timeout(120_000);
      let inside: Inside | undefined;
      let stop: () => Promise<void> = () => Promise.resolve();

      before(async () => {
        const deployment = await place.open();
        const bench = openToolBench(deployment);
        stop = async () => {
          bench.close();
          await deployment.stop();
        };
        const workspace = real ?? (await runningWorkspace(bench));
        const sh = async (command: string) => {
          const { result } = await bench.call("execute_command", { workspace, command });
          assert.equal(result["exit_code"], 0, `${command}: ${JSON.stringify(result)}`);
          return String(result["stdout"]);
        };
        inside = { bench, workspace, url: deployment.url, token: deployment.token, sh };
      });
      tests(() => {
        assert.ok(inside !== undefined, "not open yet");
        return inside;
      });

      // Behind the hooks of the tests, which clean up in the workspace.
      after(() => stop());
    });
  }
}

async function runningWorkspace(bench: ToolBench): Promise<string> {
  const agents = rowsOf(await bench.call("list_agents"), "agents");
  const agent = agents.find(({ status }) => status === "idle" || status === "busy");
  assert.ok(agent !== undefined, "the embedded fleet has no running agent");
  return String(agent["name"]);
}

function required(name: string): string {
  const value = process.env[name];
  assert.ok(value !== undefined && value !== "", `${name} is not set`);
  return value;
}
