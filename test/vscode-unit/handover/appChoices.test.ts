import { strict as assert } from "node:assert";
import type { WorkspaceAgent, WorkspaceApp } from "../../../src/models/coder/workspace";
import { workspaceSchema } from "../../../src/models/coder/workspace";
import { appTarget } from "../../../src/services/workspaces/appAddress";
import type { OpenableWorkspace } from "../../../src/services/workspaces/openableWorkspace";
import { appSections, onlyApp, webEditors } from "../../../src/vscode/handover/appChoices";
import { english as t } from "../english";

const DEPLOYMENT = "https://coder.example.com";
const PAGE = `${DEPLOYMENT}/@ada/fix-login`;

/** Apps as recorded ones are: absent is what a template does not say. */
type AppRow = Partial<WorkspaceApp> & Pick<WorkspaceApp, "slug">;

/** A running workspace with these apps on workspace agents of these names. */
function workspaceWith(
  apps: Readonly<Record<string, readonly AppRow[]>>,
  status = "connected",
): OpenableWorkspace {
  const workspace = workspaceSchema.parse({
    ...{ id: "w", name: "fix-login", owner_name: "ada", created_at: "2026-11-21T11:00:00Z" },
    latest_build: null,
  });
  return {
    workspace,
    status: "running",
    url: PAGE,
    host: "",
    agents: Object.entries(apps).map(([name, rows]) => {
      const agent: WorkspaceAgent = {
        ...{ id: name, name, status, lifecycle_state: "ready", operating_system: "linux" },
        ...{ directory: "", expanded_directory: "", health: null, apps: [] },
        display_apps: ["vscode", "ssh_helper", "port_forwarding_helper", "web_terminal"],
      };
      return {
        agent,
        apps: rows.map((row) => {
          const app: WorkspaceApp = {
            ...{ id: row.slug, display_name: "", url: "http://localhost:3999", command: "" },
            ...{ external: false, subdomain: false, subdomain_name: "", hidden: false },
            ...{ health: "healthy", statuses: [] },
            ...row,
          };
          return { app, target: appTarget({ deployment: DEPLOYMENT, host: "", workspace, agent }, app) };
        }),
      };
    }),
  };
}

const RECORDED: readonly AppRow[] = [
  { slug: "claude-cli", display_name: "Claude CLI", url: "", command: "bash -l", health: "disabled" },
  { slug: "docs", display_name: "Docs", url: "https://docs.example.com", external: true, health: "disabled" },
  { slug: "claude", display_name: "Claude" },
];

/** Heading, then `name [health]: what choosing it does`. */
const shown = (workspace: OpenableWorkspace, canOpenWindow = true): readonly string[] =>
  appSections(workspace, canOpenWindow, t).flatMap(({ title, choices }) => [
    `# ${title}`,
    ...choices.map(({ label, description, detail }) => `${label} [${description}]: ${detail}`),
  ]);

describe("what can be opened of a workspace", () => {
  it("are its apps, each with its health and what choosing it does, then what Coder offers", () => {
    assert.deepEqual(shown(workspaceWith({ main: RECORDED })), [
      "# Apps",
      "Claude CLI []: Runs in a terminal here: bash -l",
      "Docs []: Opens https://docs.example.com",
      `Claude [healthy]: Opens ${PAGE}.main/apps/claude/`,
      "# Coder",
      "VS Code []: Opens a window on the workspace",
      "Terminal []: Opens a terminal here",
      `Workspace Page []: Opens ${PAGE}`,
    ]);
  });

  it("are told apart by workspace agent where there are several", () => {
    const rows = shown(workspaceWith({ main: [{ slug: "web" }], db: [] }));
    assert.deepEqual(rows.slice(0, 1), ["# Apps of main"]);
    assert.ok(rows.includes("Terminal [db]: Opens a terminal here"), rows.join("\n"));
  });

  it("are ports where the deployment has host names for them", () => {
    const workspace = { ...workspaceWith({ main: [] }), host: "*.apps.example.com" };
    assert.ok(shown(workspace).includes("Port… []: Opens what listens on a port"));
    assert.doesNotMatch(shown(workspaceWith({ main: [] })).join("\n"), /Port/u);
  });

  it("are no windows where VS Code runs in a browser", () => {
    assert.doesNotMatch(shown(workspaceWith({ main: [] }), false).join("\n"), /VS Code/u);
  });

  it("say what stands in the way of the others", () => {
    const apps = [
      { slug: "sub", subdomain: true, subdomain_name: "sub--main--fix-login--ada", health: "unhealthy" },
      { slug: "gateway", external: true, url: "jetbrains-gateway://x#token=$SESSION_TOKEN" },
    ];
    const [first, second] = appSections(workspaceWith({ main: apps }), true, t)[0]?.choices ?? [];
    assert.equal(first?.detail, "Cannot be opened: the deployment has no host name for such apps");
    assert.equal(first.icon, "warning");
    assert.deepEqual(second?.opening, { kind: "dashboard", url: PAGE });
    assert.match(second.detail, /workspace's page in Coder/u);
  });

  it("say that the workspace agent is away, which no external app needs", () => {
    const rows = shown(workspaceWith({ main: RECORDED }, "disconnected"));
    assert.match(rows.join("\n"), /Claude \[workspace agent disconnected\]/u);
    assert.match(rows.join("\n"), /Docs \[\]/u);
  });

  it("show untrusted names as plain lines", () => {
    const [only] = appSections(
      workspaceWith({ main: [{ slug: "a", display_name: "one\n\u202etwo" }] }),
      true,
      t,
    );
    assert.equal(only?.choices[0]?.label, "one two");
  });
});

describe("the app that opens without a question", () => {
  it("is the only one that is well", () => {
    assert.equal(onlyApp(workspaceWith({ main: [{ slug: "web" }] }), t)?.label, "web");
    assert.equal(onlyApp(workspaceWith({ main: [{ slug: "web", health: "unhealthy" }] }), t), undefined);
    assert.equal(onlyApp(workspaceWith({ main: [{ slug: "web" }] }, "disconnected"), t), undefined);
    assert.equal(onlyApp(workspaceWith({ main: RECORDED }), t), undefined);
    assert.equal(onlyApp(workspaceWith({ main: [] }), t), undefined);
  });
});

describe("what opens a workspace where no window can", () => {
  it("is VS Code in a browser where it has that, and its page", () => {
    const labels = (rows: readonly AppRow[]) =>
      webEditors(workspaceWith({ main: rows }), t).flatMap(({ choices }) =>
        choices.map(({ label }) => label),
      );
    assert.deepEqual(labels([...RECORDED, { slug: "code-server" }]), ["code-server", "Workspace Page"]);
    assert.deepEqual(labels([{ slug: "vscode-web", display_name: "VS Code Web" }]), [
      "VS Code Web",
      "Workspace Page",
    ]);
    assert.deepEqual(labels(RECORDED), ["Workspace Page"]);
  });
});
