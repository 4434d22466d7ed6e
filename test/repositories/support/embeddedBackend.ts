import assert from "node:assert/strict";
import type { Agent } from "../../../src/models/agent";
import type { AgentBackend, CreateAgentRequest } from "../../../src/repositories/agentBackend";
import type { Deployment } from "../../../src/repositories/deployment";
import { openDeployment } from "../../../src/repositories/openDeployment";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { until } from "../../support/until";

/** The embedded deployment of one generation, through the real client. */
export interface EmbeddedBackend {
  readonly deployment: Deployment;
  readonly backend: AgentBackend;
  /** Requests sent so far, as `GET /path`. */
  readonly sent: string[];
  /** A request for an agent of the first project with the named role. */
  request(name: string, prompt: string, role?: string): Promise<CreateAgentRequest>;
  find(name: string): Promise<Agent | undefined>;
  /** Waits until the agent is in a state; fails with the one it stayed in. */
  until(name: string, wanted: (agent: Agent | undefined) => boolean): Promise<Agent>;
  /** Breaks something in an agent's workspace: see the embedded deployment's control routes. */
  breakIn(agent: Agent, what: string): Promise<void>;
  stop(): Promise<void>;
}

export async function openEmbeddedBackend(
  generation: "tasks" | "tasks-experimental",
): Promise<EmbeddedBackend> {
  const embedded: EmbeddedDeployment = await startEmbedded({ generation, agents: 5, control: true });
  const sent: string[] = [];
  const deployment = openDeployment({
    url: embedded.url,
    token: embedded.token,
    userAgent: "coder-fleet/test",
    log: ({ method, path }) => sent.push(`${method} ${path}`),
  });
  const call = { signal: new AbortController().signal };
  const [backend] = await deployment.backends(call);
  assert.ok(backend);
  const find = (name: string) => backend.find({ kind: "name", owner: "me", name }, call);
  return {
    deployment,
    backend,
    sent,
    find,
    async request(name, prompt, role = "coder") {
      const [template] = await deployment.templates.list({ aiTasksOnly: true }, call);
      assert.ok(template);
      const presets = await deployment.templates.presets(template.active_version_id, call);
      return {
        name,
        prompt,
        owner: "me",
        organizationId: template.organization_id,
        templateId: template.id,
        templateVersionId: template.active_version_id,
        presetId: presets.find((preset) => preset.name === role)?.id ?? null,
        parameters: [],
      };
    },
    async until(name, wanted) {
      const agent = await until(() => find(name), wanted);
      return agent ?? assert.fail(`'${name}' is gone`);
    },
    async breakIn(agent, what) {
      const answer = await fetch(`${embedded.url}/_embedded/workspaces/${agent.workspace?.id}/outage`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ what }),
      });
      assert.ok(answer.ok, `outage '${what}': ${await answer.text()}`);
    },
    async stop() {
      deployment.close();
      await embedded.stop();
    },
  };
}
