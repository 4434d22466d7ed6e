/**
 * What the client must be able to do with a deployment, written so that a real one, the embedded one and a
 * replay of either can be asked. Everything is named by the scenario itself, so a replay sees the same requests.
 */
import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import type { Agent } from "../../src/models/agent";
import type { Call } from "../../src/models/call";
import { FleetError } from "../../src/models/errors";
import type { AgentBackend } from "../../src/repositories/agentBackend";
import type { Deployment } from "../../src/repositories/deployment";

interface Surroundings {
  readonly deployment: Deployment;
  /** Milliseconds between two looks at something that is on its way; 0 in a replay. */
  readonly pollMs: number;
}

export interface Scenario {
  readonly name: string;
  run(surroundings: Surroundings): Promise<void>;
}

const nobody = "00000000-0000-4000-8000-000000000000";
const agentName = "fleet-integration";
/** Longest life of a scenario, milliseconds. */
const limitMs = 120_000;

const newCall = (): Call => ({ signal: AbortSignal.timeout(limitMs) });

export const scenarios: readonly Scenario[] = [
  {
    name: "knows the deployment and its own user",
    async run({ deployment }) {
      const call = newCall();
      assert.notEqual((await deployment.buildInfo(call)).version, "");
      assert.notEqual((await deployment.users.me(call)).username, "");
      assert.ok((await deployment.backends(call)).length > 0);
    },
  },
  {
    name: "reads the templates agents can be made from",
    async run({ deployment }) {
      const call = newCall();
      const [template] = await deployment.templates.list({ aiTasksOnly: true }, call);
      assert.ok(template, "there is a template with an AI task");
      assert.ok(Array.isArray(await deployment.templates.presets(template.active_version_id, call)));
      assert.ok(Array.isArray(await deployment.templates.richParameters(template.active_version_id, call)));
    },
  },
  {
    name: "tells what is missing from what cannot be had",
    async run({ deployment }) {
      const call = newCall();
      const { backend } = await taskBackend(deployment, call);
      assert.equal(await backend.find({ kind: "id", id: nobody }, call), undefined);
      assert.equal(
        await deployment.workspaces.find({ kind: "name", owner: "me", name: "no-such-workspace" }, call),
        undefined,
      );
      await assert.rejects(deployment.builds.get(nobody, call), FleetError);
    },
  },
  {
    name: "takes an agent through its life",
    async run({ deployment, pollMs }) {
      const call = newCall();
      const { backend } = await taskBackend(deployment, call);
      const agent = await create(deployment, backend, call);
      const ready = await settled(deployment, backend, pollMs, call);
      assert.equal(ready.name, agent.name);
      const { agents } = await backend.list({ owner: { kind: "me" } }, call);
      assert.ok(
        agents.some(({ id }) => id === agent.id),
        "the list has the new agent",
      );
      const [withRole] = await backend.withRoles([ready], call);
      assert.notEqual(withRole?.role, "");
      const history = await backend.history(ready, call);
      assert.ok(history.entries.length > 0, "there is a history");
      if (backend.capabilities.log)
        assert.ok((await backend.log(ready, call)).entries.length > 0, "there is a log");
      const workspaceAgent = ready.workspace?.workspaceAgentId;
      if (typeof workspaceAgent === "string") await deployment.workspaceAgents.logs(workspaceAgent, call);
      await follow(deployment, await backend.pause(ready, call), call);
      assert.equal((await found(backend, call)).status, "stopped");
      await backend.delete(await found(backend, call), call);
    },
  },
];

async function taskBackend(deployment: Deployment, call: Call): Promise<{ backend: AgentBackend }> {
  const backend = (await deployment.backends(call)).find(({ kind }) => kind === "task");
  assert.ok(backend, "the deployment has a tasks API");
  return { backend };
}

async function create(deployment: Deployment, backend: AgentBackend, call: Call): Promise<Agent> {
  const [template] = await deployment.templates.list({ aiTasksOnly: true }, call);
  assert.ok(template, "there is a template with an AI task");
  const presets = await deployment.templates.presets(template.active_version_id, call);
  return backend.create(
    {
      name: agentName,
      owner: "me",
      organizationId: template.organization_id,
      templateId: template.id,
      templateVersionId: template.active_version_id,
      presetId: presets[0]?.id ?? null,
      prompt: "Say hello",
      parameters: [],
    },
    call,
  );
}

async function found(backend: AgentBackend, call: Call): Promise<Agent> {
  const agent = await backend.find({ kind: "name", owner: "me", name: agentName }, call);
  assert.ok(agent, `the agent ${agentName} is there`);
  return agent;
}

/** The agent once its first turn is over. */
async function settled(
  deployment: Deployment,
  backend: AgentBackend,
  pollMs: number,
  call: Call,
): Promise<Agent> {
  const workspace = await deployment.workspaces.find({ kind: "name", owner: "me", name: agentName }, call);
  const buildId = workspace?.latest_build?.id;
  assert.ok(workspace !== undefined && buildId !== undefined, "the agent has a workspace");
  await follow(deployment, { workspaceId: workspace.id, buildId }, call);
  for (;;) {
    const agent = await found(backend, call);
    if (agent.status === "idle") return agent;
    assert.notEqual(agent.status, "failed", agent.statusReason ?? "the agent failed");
    await delay(pollMs, undefined, { signal: call.signal });
  }
}

async function follow(
  deployment: Deployment,
  { buildId }: { readonly workspaceId: string; readonly buildId: string },
  call: Call,
): Promise<void> {
  const lines: string[] = [];
  const build = await deployment.builds.follow(buildId, (line) => lines.push(line.output), call);
  assert.equal(build.job.status, "succeeded");
  assert.ok(lines.length > 0, "the build has a log");
}
