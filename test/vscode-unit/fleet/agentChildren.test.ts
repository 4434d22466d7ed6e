import { strict as assert } from "node:assert";
import { agentChildren } from "../../../src/vscode/fleet/agentChildren";
import { agentEntry } from "../../../src/vscode/fleet/agentEntry";
import { exampleAgent } from "../../support/agents";
import { english as t } from "../english";

const about = { now: new Date("2026-11-21T12:00:00Z"), t };
const entry = agentEntry("https://coder.example.com", exampleAgent({ prompt: "First prompt" }));
const app = {
  id: "app",
  slug: "preview",
  display_name: "Preview",
  url: "https://preview.example.com",
  command: "",
  subdomain_name: "",
  external: true,
  subdomain: false,
  hidden: false,
  health: "healthy",
  statuses: [],
};
const details = {
  apps: [app, { ...app, id: "secret", hidden: true }],
  metrics: [
    {
      result: { collected_at: "", value: "12 %\n", error: "" },
      description: { key: "cpu", display_name: "CPU" },
    },
  ],
  workspaceAgent: {
    id: "wa",
    name: "main",
    status: "connected",
    lifecycle_state: "ready",
    operating_system: "linux",
    directory: "",
    expanded_directory: "",
    health: null,
    apps: [],
  },
};
const history = [
  {
    id: "2",
    created_at: "2026-11-21T11:00:00Z",
    state: "complete",
    message: "Done",
    uri: "https://x.example/1",
    needs_user_attention: false,
  },
  {
    id: "1",
    created_at: "2026-11-21T10:00:00Z",
    state: "prompt",
    message: "Second prompt",
    uri: "command:evil",
    needs_user_attention: false,
  },
];

describe("the lines below an agent", () => {
  const [task, past, workspaceAgent] = agentChildren(entry, details, history, about);

  it("begin with the task it was given last", () => {
    assert.equal(task?.label, "Second prompt");
  });

  it("show what it reported, newest first, with links to the web only", () => {
    assert.deepEqual(
      past?.children?.map(({ label, description, link }) => [label, description, link]),
      [
        ["Done", "1h", "https://x.example/1"],
        ["Second prompt", "2h", undefined],
      ],
    );
  });

  it("show the workspace agent with its apps, but the hidden ones, and its figures", () => {
    assert.equal(workspaceAgent?.label, "main");
    assert.deepEqual(
      workspaceAgent.children?.map(({ label, description, link }) => [label, description, link]),
      [
        ["Preview", "healthy", "https://preview.example.com/"],
        ["CPU", "12 %", undefined],
      ],
    );
  });

  it("are the first prompt alone while the workspace does not run", () => {
    const stopped = agentChildren(entry, { apps: [], metrics: [], workspaceAgent: null }, [], about);
    assert.deepEqual(
      stopped.map(({ label }) => label),
      ["First prompt"],
    );
  });
});
