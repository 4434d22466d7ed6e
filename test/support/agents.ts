import type { Agent, ChatFacts } from "../../src/models/agent";

/** An agent for tests of pure functions. */
export function exampleAgent(changes: Partial<Agent> = {}): Agent {
  return {
    kind: "task",
    id: "1ca8634b-90da-4043-9e4b-ca4ccdb694cf",
    name: "fix-login-bug",
    displayName: "Fix login bug",
    owner: "ada",
    status: "idle",
    statusReason: null,
    attention: null,
    project: "Claude Agent",
    templateId: "231b929c-6307-4b1b-b5c6-0b911f33e071",
    templateVersionId: null,
    role: "Reviewer",
    lastTask: "Waiting for input",
    prompt: null,
    workspace: null,
    createdAt: "2026-11-21T11:00:00Z",
    updatedAt: "2026-11-21T11:30:00Z",
    stateSince: null,
    ...changes,
  };
}

/** The same of a chat. */
export function exampleChat(changes: Partial<Agent> = {}, facts: Partial<ChatFacts> = {}): Agent {
  return {
    ...exampleAgent({ kind: "chat", ...changes }),
    chat: {
      title: "Fix login bug",
      archived: false,
      shared: false,
      unread: false,
      summary: null,
      planMode: false,
      labels: {},
      modelId: null,
      children: [],
      pullRequest: null,
      error: null,
      queuedForCapacity: false,
      ownsWorkspace: false,
      ...facts,
    },
  };
}
