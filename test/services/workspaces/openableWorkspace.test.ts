import { strict as assert } from "node:assert";
import { AgentNotFoundError } from "../../../src/models/errors";
import { openDeployment } from "../../../src/repositories/openDeployment";
import type { Fleet } from "../../../src/services/fleet";
import { openableWorkspace } from "../../../src/services/workspaces/openableWorkspace";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, type ToolBench } from "../../support/toolBench";

const NAME = "to-be-opened";
const call = () => ({ signal: AbortSignal.timeout(60_000) });

for (const generation of ["tasks", "tasks-experimental"] as const) {
  describe(`a workspace with what can be opened in it (${generation})`, function () {
    this.timeout(120_000);
    let embedded: EmbeddedDeployment;
    let bench: ToolBench;
    let fleet: Fleet;
    let requests: string[] = [];

    before(async () => {
      embedded = await startEmbedded({ agents: 0, generation });
      bench = openToolBench(embedded);
      await bench.call("create_agent", { name: NAME, project: "Claude Agent", role: "coder", task: "Wait" });
      await bench.until(NAME, "idle");
      const deployment = openDeployment({
        url: embedded.url,
        token: embedded.token,
        userAgent: "coder-fleet/test",
        log: ({ method, path }) => requests.push(`${method} ${path}`),
      });
      fleet = { deployment, workspaceFilter: null };
    });
    after(async () => {
      bench.close();
      fleet.deployment.close();
      await embedded.stop();
    });

    it("is its workspace agents with their apps and where those lead, by one request", async () => {
      await fleet.deployment.appsHost(call());
      requests = [];
      const { status, agents, url } = await openableWorkspace(fleet, NAME, false, call());
      assert.equal(requests.length, 1, requests.join(", "));
      assert.equal(status, "running");
      const page = `${embedded.url}/@ada/${NAME}`;
      assert.equal(url, page);
      assert.deepEqual(
        agents.map(({ agent, apps }) => [
          agent.name,
          agent.display_apps,
          Object.fromEntries(apps.map(({ app, target }) => [app.slug, target])),
        ]),
        [
          [
            "main",
            ["vscode", "ssh_helper", "port_forwarding_helper", "web_terminal"],
            {
              "claude-cli": { kind: "terminal", command: "bash -l" },
              docs: { kind: "page", url: "https://docs.example.com" },
              claude: { kind: "page", url: `${page}.main/apps/claude/` },
            },
          ],
        ],
      );
    });

    it("has nothing to open while it does not run, and is started where that is wanted", async () => {
      await bench.call("stop_workspace", { workspace: NAME });
      const stopped = await openableWorkspace(fleet, NAME, false, call());
      assert.deepEqual([stopped.status, stopped.agents], ["stopped", []]);
      const steps: string[] = [];
      const running = await openableWorkspace(fleet, NAME, true, {
        ...call(),
        progress: ({ message }) => steps.push(message),
      });
      assert.equal(running.status, "running");
      assert.equal(running.agents[0]?.agent.status, "connected");
      assert.ok(
        steps.some((step) => step.includes("start build")),
        steps.join("; "),
      );
    });

    it("is refused where there is none", async () => {
      await assert.rejects(openableWorkspace(fleet, "no-such-workspace", true, call()), AgentNotFoundError);
    });
  });
}
