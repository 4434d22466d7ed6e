import assert from "node:assert/strict";
import type { Agent } from "../../../src/models/agent";
import type { AgentBackend } from "../../../src/repositories/agentBackend";
import { recordedWorkspace } from "./recordings";
import { type Answer, type RecordedServer, type Seen, serveRecordings } from "./recordedServer";

/** The one backend of a deployment that answers with recordings. */
export interface RecordedBackend {
  readonly server: RecordedServer;
  readonly backend: AgentBackend;
  /** The requests since the probe, as `GET /path`. */
  asked(): readonly string[];
  /** The newest request. */
  last(): Seen | undefined;
  /** One's own agent by name; it has to be there. */
  find(name: string): Promise<Agent>;
}

export async function openRecordedBackend(...answers: readonly Answer[]): Promise<RecordedBackend> {
  const server = await serveRecordings(...answers);
  const call = { signal: new AbortController().signal };
  const [backend] = await server.deployment.backends(call);
  assert.ok(backend);
  const probed = server.seen.length;
  return {
    server,
    backend,
    asked: () => server.requests().slice(probed),
    last: () => server.seen.at(-1),
    find: async (name) => {
      const agent = await backend.find({ kind: "name", owner: "me", name }, call);
      assert.ok(agent);
      return agent;
    },
  };
}

/** The agent's workspace, as it was recorded in a list. */
export function workspaceAnswer(name: string) {
  const body = recordedWorkspace("2.36.1/workspaces/list", name);
  return { method: "GET", path: `/api/v2/workspaces/${String(body["id"])}`, status: 200, body };
}
