import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { commands } from "vscode";
import { eventually, fleetParts, signIn, signOutOfAll } from "./extension";
import { orders } from "./orders";

const { cliFolder, deployment, otherDeployment } = orders;

describe("signing in", () => {
  beforeEach(signOutOfAll);
  after(signOutOfAll);

  it("keeps a login that the deployment accepts, with the name it answers", async () => {
    await signIn(deployment);
    const { deployments } = await fleetParts();
    assert.deepEqual(
      deployments.all.map(({ url, user, expired }) => ({ url, user, expired })),
      [{ url: deployment.url, user: "ada", expired: false }],
    );
  });

  it("keeps nothing that the deployment refuses", async () => {
    const { deployments } = await fleetParts();
    await assert.rejects(signIn({ url: deployment.url, token: "Abcdefghij-aaaaaaaaaaaaaaaaaaaaaa" }), {
      code: "AUTHENTICATION_FAILED",
    });
    assert.equal(deployments.all.length, 0);
  });

  it("keeps nothing where no deployment answers", async () => {
    const { deployments } = await fleetParts();
    await assert.rejects(signIn({ url: "http://127.0.0.1:9", token: deployment.token }), {
      code: "NETWORK_ERROR",
    });
    assert.equal(deployments.all.length, 0);
  });

  it("takes over the login of the Coder command line when the person chooses it", async () => {
    const files = { url: deployment.url, session: deployment.memberToken };
    for (const [name, text] of Object.entries(files)) writeFileSync(join(cliFolder, name), text);
    try {
      const { deployments } = await fleetParts();
      // The first entries are addresses used before; the command line's login follows them.
      const before = deployments.rememberedUrls.length;
      let patience = 500;
      await eventually("signing in", async () => {
        void commands.executeCommand("coderFleet.signIn");
        // Nothing tells when the list is there, nor when the deployment has answered.
        await sleep((patience *= 2));
        for (let steps = 0; steps < before; steps += 1) {
          await commands.executeCommand("workbench.action.quickOpenSelectNext");
        }
        await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
        await sleep(patience);
        await commands.executeCommand("workbench.action.closeQuickOpen");
        return deployments.active?.user === "mia" ? true : undefined;
      });
      assert.equal(deployments.active?.token, deployment.memberToken);
    } finally {
      for (const name of Object.keys(files)) rmSync(join(cliFolder, name));
    }
  });

  it("keeps several deployments, the newest one active", async () => {
    await signIn(deployment);
    await signIn(otherDeployment);
    const { deployments } = await fleetParts();
    assert.deepEqual(
      deployments.all.map(({ url }) => url),
      [otherDeployment.url, deployment.url],
    );
  });

  it("asks which of several to sign out of, and leaves the others", async () => {
    await signIn(deployment);
    await signIn(otherDeployment);
    const { deployments } = await fleetParts();
    void commands.executeCommand("coderFleet.signOut");
    await eventually("signing out", async () => {
      await commands.executeCommand("workbench.action.acceptSelectedQuickOpenItem");
      return deployments.all.length === 1 ? true : undefined;
    });
    assert.equal(deployments.active?.url, deployment.url);
  });

  it("remembers addresses of deployments that were signed out of", async () => {
    await signIn(deployment);
    await signOutOfAll();
    const { deployments } = await fleetParts();
    assert.equal(deployments.rememberedUrls[0], deployment.url);
  });
});
