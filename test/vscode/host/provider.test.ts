import assert from "node:assert/strict";
import { type McpServerDefinition, McpStdioServerDefinition } from "vscode";
import { answeringNothing, fleetParts, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";

const { deployment, otherDeployment } = orders;

/** What VS Code is offered, without asking through VS Code. */
async function offered(): Promise<readonly McpServerDefinition[]> {
  const { servers } = await fleetParts();
  return servers.provideMcpServerDefinitions();
}

/** The first server that is offered: the one for the active deployment. */
async function offeredServer(): Promise<McpStdioServerDefinition> {
  return stdio((await offered())[0]);
}

/** How VS Code is told to start that server. */
async function startedServer(): Promise<McpStdioServerDefinition> {
  const { servers } = await fleetParts();
  return stdio(await servers.resolveMcpServerDefinition(await offeredServer()));
}

function stdio(definition: McpServerDefinition | undefined): McpStdioServerDefinition {
  assert.ok(definition instanceof McpStdioServerDefinition);
  return definition;
}

describe("the provider of MCP servers", () => {
  afterEach(signOutOfAll);

  it("offers one server to somebody who has not signed in", async () => {
    const definitions = await offered();
    assert.deepEqual(
      definitions.map(({ label }) => label),
      ["Coder Fleet"],
    );
  });

  it("runs the bundled server with the program that runs the extension host", async () => {
    const { command, args, env } = await offeredServer();
    assert.equal(command, process.execPath);
    assert.match(args[0] ?? "", /dist[\\/]server\.js$/);
    assert.equal(env["ELECTRON_RUN_AS_NODE"], "1");
  });

  it("keeps the token out of what it offers, which VS Code stores", async () => {
    await signIn(deployment);
    const text = JSON.stringify(await offered());
    assert.ok(!text.includes(deployment.token));
    assert.ok(!text.includes(deployment.token.split("-").at(-1) ?? ""));
  });

  it("gives address and token to a server that is started", async () => {
    await signIn(deployment);
    const { env } = await startedServer();
    assert.equal(env["CODER_URL"], deployment.url);
    assert.equal(env["CODER_SESSION_TOKEN"], deployment.token);
  });

  it("changes the version with the token, so that VS Code starts the server anew", async () => {
    const versions = new Set<string | undefined>();
    versions.add((await offeredServer()).version);
    await signIn(deployment);
    versions.add((await offeredServer()).version);
    await signIn({ url: deployment.url, token: deployment.memberToken });
    versions.add((await offeredServer()).version);
    assert.equal(versions.size, 3);
  });

  it("offers the deployment that is active", async () => {
    await signIn(deployment);
    await signIn(otherDeployment);
    const { deployments } = await fleetParts();
    const urlOfStart = async () => (await startedServer()).env["CODER_URL"];
    assert.equal(await urlOfStart(), otherDeployment.url);
    await deployments.activate(deployment.url);
    assert.equal(await urlOfStart(), deployment.url);
  });

  it("asks to sign in when a server is started without a login, and says so when nobody does", async () => {
    await assert.rejects(answeringNothing(startedServer()), /not signed in.*Sign In/i);
  });
});
