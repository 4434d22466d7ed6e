import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openWindow } from "./setup";
import { signIn } from "./steps";
import type { Workbench } from "./workbench";

describe("the Fleet view says what it is doing", () => {
  let workbench: Workbench;
  const deployments: EmbeddedDeployment[] = [];
  const start = async (...options: Parameters<typeof startEmbedded>): Promise<EmbeddedDeployment> => {
    const deployment = await startEmbedded(...options);
    deployments.push(deployment);
    return deployment;
  };

  before(async () => {
    workbench = await openWindow();
  });
  after(async () => {
    await workbench.close();
    await Promise.all(deployments.map((deployment) => deployment.stop()));
  });

  it("signed out: offers to sign in and to try the demo", async () => {
    await workbench.showFleet();
    await workbench.sideBar.getByRole("button", { name: "Sign In" }).waitFor();
    await workbench.screenshotInEveryTheme("state-signed-out");
  });

  it("with agents: lists them in groups", async () => {
    await signIn(workbench, await start({ agents: 12 }));
    await workbench.rows.first().waitFor();
    assert.ok((await workbench.rows.count()) > 3);
    await workbench.screenshotInEveryTheme("state-fleet");
  });
});
