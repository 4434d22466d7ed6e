import assert from "node:assert/strict";
import { openWindow } from "./setup";
import type { Workbench } from "./workbench";

describe("the demo in the packaged extension", () => {
  let workbench: Workbench;
  before(async () => {
    workbench = await openWindow();
    await workbench.showFleet();
  });
  after(() => workbench.close());

  it("asks before it runs anything on this computer", async () => {
    await workbench.sideBar.getByRole("button", { name: "Try the Demo" }).click();
    await workbench.dialog.filter({ hasText: "on this computer" }).waitFor();
    await workbench.screenshot("demo-question");
    await workbench.dialog.getByRole("button", { name: "Cancel" }).click();
    await workbench.sideBar.getByRole("button", { name: "Try the Demo" }).waitFor();
  });

  it("starts a deployment, signs in to it and shows its agents", async () => {
    await workbench.sideBar.getByRole("button", { name: "Try the Demo" }).click();
    await workbench.dialog.getByRole("button", { name: "Start" }).click();
    await workbench.row("Working").waitFor({ timeout: 60_000 });
    assert.ok((await workbench.rows.count()) > 10);
    await workbench.screenshot("demo");
  });

  it("ends when it is told to, and nobody is signed in any more", async () => {
    await workbench.command("Coder Fleet: Stop Demo Deployment");
    await workbench.sideBar.getByRole("button", { name: "Sign In" }).waitFor();
  });
});
