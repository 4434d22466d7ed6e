/** The services that only the extension uses, against the embedded deployment. */
import { strict as assert } from "node:assert";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ConfigurationError } from "../../src/models/configuration";
import { AuthenticationError } from "../../src/models/errors";
import { fleetList } from "../../src/services/agents/fleetList";
import { coderLogin } from "../../src/services/configuration/credentials";
import { loadConfiguration } from "../../src/services/configuration/loadConfiguration";
import { verifyLogin } from "../../src/services/deployments/verifyLogin";
import type { Fleet } from "../../src/services/fleet";
import { openFleet } from "../../src/services/openFleet";
import { projectParameters } from "../../src/services/projects/projectParameters";
import { listProjects } from "../../src/services/projects/projects";
import { type EmbeddedDeployment, startEmbedded } from "../support/embedded";

const call = () => ({ signal: AbortSignal.timeout(20_000) });

function configurationOf(url: string, token: string) {
  return loadConfiguration(
    {},
    { directory: "", environment: { CODER_URL: url, CODER_SESSION_TOKEN: token }, terminal: false },
  );
}

for (const generation of ["tasks", "tasks-experimental"] as const) {
  describe(`what the extension asks of a deployment (${generation})`, () => {
    let deployment: EmbeddedDeployment;
    let fleet: Fleet;

    before(async () => {
      deployment = await startEmbedded({ agents: 10, generation });
      fleet = await openFleet(configurationOf(deployment.url, deployment.token));
    });
    after(async () => {
      fleet.deployment.close();
      await deployment.stop();
    });

    it("whose token this is, before it is kept", async () => {
      assert.equal(await verifyLogin(configurationOf(deployment.url, deployment.token), call()), "ada");
      await assert.rejects(
        verifyLogin(configurationOf(deployment.url, "wrong"), call()),
        AuthenticationError,
      );
    });

    it("one's own agents or everybody's, and whether more can be made", async () => {
      const own = await fleetList(fleet, { allOwners: false, archived: false }, call());
      const all = await fleetList(fleet, { allOwners: true, archived: false }, call());
      assert.deepEqual([...new Set(own.agents.map(({ owner }) => owner))], ["ada"]);
      assert.deepEqual([...new Set(all.agents.map(({ owner }) => owner))].sort(), ["ada", "mia"]);
      assert.ok(own.canCreate);
    });

    it("which parameters a new agent may be given: only where agents take any", async () => {
      const [project] = await listProjects(fleet, call());
      const parameters = await projectParameters(fleet, project?.id ?? "", undefined, call());
      const names = parameters.map(({ name }) => name);
      assert.ok(!names.includes("AI Prompt"));
      if (generation === "tasks") assert.deepEqual(names, []);
    });

    it("whether it serves MCP itself", async () => {
      assert.equal(await fleet.deployment.answersMcp(call()), false);
    });
  });
}

describe("the login of the Coder command line", () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "coder-fleet-login-"));
  });
  afterEach(() => {
    rmSync(directory, { recursive: true });
  });
  const login = () => coderLogin(false, { environment: { CODER_CONFIG_DIR: directory }, platform: "linux" });

  it("is its address and its token", () => {
    writeFileSync(join(directory, "url"), "https://coder.example.com/\n");
    writeFileSync(join(directory, "session"), "abc-123\n");
    assert.deepEqual(login(), { url: "https://coder.example.com", token: "abc-123" });
  });

  it("is none where either is missing", () => {
    writeFileSync(join(directory, "url"), "https://coder.example.com");
    assert.equal(login(), undefined);
  });

  it("is refused where it would send the token unencrypted", () => {
    writeFileSync(join(directory, "url"), "http://coder.example.com");
    writeFileSync(join(directory, "session"), "abc-123");
    assert.throws(login, ConfigurationError);
  });
});
