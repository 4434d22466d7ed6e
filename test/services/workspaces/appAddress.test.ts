import { strict as assert } from "node:assert";
import type { WorkspaceApp } from "../../../src/models/coder/workspace";
import { type AppPlace, appTarget, appUrl, portUrl } from "../../../src/services/workspaces/appAddress";

const PLACE: AppPlace = {
  deployment: "https://coder.example.com",
  host: "*.apps.example.com:8443",
  workspace: { owner_name: "ada", name: "fix-login" },
  agent: { name: "main" },
};
const DASHBOARD = "https://coder.example.com/@ada/fix-login";

function app(changes: Partial<WorkspaceApp>): WorkspaceApp {
  return {
    id: "dddea411-0682-41f9-8dba-f319a06b137f",
    slug: "web",
    display_name: "Web preview",
    url: "http://localhost:3999",
    command: "",
    external: false,
    subdomain: false,
    subdomain_name: "",
    hidden: false,
    health: "healthy",
    statuses: [],
    ...changes,
  };
}
const external = (url: string) => appTarget(PLACE, app({ external: true, url }));

describe("where an app of a workspace leads", () => {
  it("is a path below the workspace's page", () => {
    assert.deepEqual(appTarget(PLACE, app({})), { kind: "page", url: `${DASHBOARD}.main/apps/web/` });
  });

  it("is a host name of its own where it has one, with the port Coder names", () => {
    const own = app({ subdomain: true, subdomain_name: "web--main--fix-login--ada" });
    assert.deepEqual(appTarget(PLACE, own), {
      kind: "page",
      url: "https://web--main--fix-login--ada.apps.example.com:8443/",
    });
    assert.deepEqual(appTarget({ ...PLACE, host: "" }, own), { kind: "unreachable" });
  });

  it("is a host name made of its port for what only listens", () => {
    assert.equal(portUrl(PLACE, 3000), "https://3000--main--fix-login--ada.apps.example.com:8443/");
    assert.equal(portUrl({ ...PLACE, host: "" }, 3000), undefined);
  });

  it("is a terminal for a command, for which others get the dashboard's own page", () => {
    const command = app({ slug: "claude-cli", url: "", command: "bash -l" });
    assert.deepEqual(appTarget(PLACE, command), { kind: "terminal", command: "bash -l" });
    assert.equal(appUrl(PLACE, command), `${DASHBOARD}.main/terminal?app=claude-cli`);
  });

  it("is the page or the program an external one names", () => {
    assert.deepEqual(external("https://docs.example.com"), { kind: "page", url: "https://docs.example.com" });
    const program = "jetbrains-gateway://connect#type=coder&workspace=fix-login";
    assert.deepEqual(external(program), { kind: "program", url: program });
  });

  it("is the dashboard where an address wants a session token, which is never filled in", () => {
    const dashboard = { kind: "dashboard", url: DASHBOARD };
    assert.deepEqual(external("jetbrains-gateway://connect#token=$SESSION_TOKEN"), dashboard);
    assert.deepEqual(external("https://elsewhere.example.com/?token=$SESSION_TOKEN"), dashboard);
  });

  it("is the dashboard for what could run anything here, or is no address", () => {
    for (const url of [
      "file:///etc/passwd",
      "command:quit",
      "ssh://host",
      "no address",
      "https://a:b@c.d/",
    ]) {
      assert.deepEqual(external(url), { kind: "dashboard", url: DASHBOARD }, url);
    }
    assert.deepEqual(external(""), { kind: "unreachable" });
  });
});
