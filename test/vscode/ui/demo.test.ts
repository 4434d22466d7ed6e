import assert from "node:assert/strict";
import { useWindow } from "./setup";

describe("the demo in the packaged extension", () => {
  const open = useWindow();

  it("asks before it runs anything on this computer", async () => {
    const workbench = await open();
    await workbench.fleet.button("signedOut", "coderFleet.startDemo").click();
    await workbench.dialog.filter({ hasText: "on this computer" }).waitFor();
    await workbench.screenshot("demo-question");
    await workbench.press("Cancel");
    await workbench.fleet.says("signedOut");
  });

  it("starts a deployment, shows its agents, and ends when it is told to", async () => {
    const workbench = await open();
    const { fleet } = workbench;
    await fleet.button("signedOut", "coderFleet.startDemo").click();
    await workbench.dialog.filter({ hasText: "on this computer" }).waitFor();
    await workbench.press("Start");
    await fleet.row("Working").waitFor();
    assert.ok((await fleet.rows.count()) > 10);
    await workbench.screenshot("demo");
    await workbench.run("coderFleet.stopDemo");
    await fleet.says("signedOut");
  });
});
