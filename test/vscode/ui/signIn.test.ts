import assert from "node:assert/strict";
import type { EmbeddedDeployment } from "../../support/embedded";
import { useWindow } from "./setup";
import { control, signIn, typeAddress, useDeployments } from "./steps";
import type { Workbench } from "./workbench";

describe("signing in and out with the packaged extension", () => {
  const open = useWindow();
  const start = useDeployments();
  let deployment: EmbeddedDeployment;
  before(async () => {
    deployment = await start({ agents: 12 });
  });

  /** A window in which somebody has signed in, be it in the test before. */
  async function openSignedIn(): Promise<Workbench> {
    const workbench = await open();
    if (!(await workbench.fleet.anyAgent.isVisible())) await signIn(workbench, deployment);
    await workbench.fleet.anyAgent.waitFor();
    return workbench;
  }

  it("tells at once what is wrong with an address", async () => {
    const workbench = await open();
    await workbench.fleet.button("signedOut", "coderFleet.signIn").click();
    await workbench.quickInput.box.fill("http://coder.example.com");
    await workbench.quickInput.message(/https/).waitFor();
    await workbench.screenshot("sign-in-address-refused");
  });

  it("tells by the deployment's answer that a token is wrong, and takes another one", async () => {
    const workbench = await open();
    const { fleet, quickInput } = workbench;
    await workbench.run("coderFleet.signIn");
    await typeAddress(workbench, deployment.url);
    const title = `Sign in to ${deployment.url}`;
    await quickInput.answer(title, "Abcdefghij-0123456789abcdefghijkl");
    await quickInput.message("does not accept").waitFor();
    assert.equal(await quickInput.box.getAttribute("type"), "password");
    await workbench.screenshot("sign-in-token-refused");
    await quickInput.answer(title, deployment.token);
    await fleet.anyAgent.waitFor();
  });

  it("lasts when the window is loaded again", async () => {
    const workbench = await openSignedIn();
    await workbench.reload();
    await workbench.fleet.anyAgent.waitFor();
  });

  it("ends with signing out, and the view is as before", async () => {
    const workbench = await openSignedIn();
    await workbench.fleet.badge.waitFor();
    await workbench.run("coderFleet.signOut");
    await workbench.fleet.says("signedOut");
    await workbench.fleet.badge.waitFor({ state: "hidden" });
  });

  it("asks once for a new token when the old one expired", async () => {
    const workbench = await open();
    const { fleet } = workbench;
    const expiring = await start({ agents: 3 });
    await signIn(workbench, expiring);
    await fleet.anyAgent.waitFor();
    await control(expiring.url, "expire-tokens", {});
    await fleet.titleAction("coderFleet.refresh");
    const messages = await workbench.messages("no longer accepts");
    await messages.first().waitFor();
    await workbench.screenshot("token-expired");
    await fleet.titleAction("coderFleet.refresh");
    await fleet.titleAction("coderFleet.refresh");
    assert.equal(await messages.count(), 1);
    // What is known of the agents stays; a window that knows nothing says what is wrong.
    await workbench.reload();
    await fleet.says("expired");
    await workbench.screenshotInEveryTheme("state-expired");
  });
});
