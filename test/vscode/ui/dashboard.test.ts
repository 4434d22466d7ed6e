/** The dashboard, as a person opens and reads it. */
import { dashboardPage } from "./dashboardPage";
import { useWindow } from "./setup";
import { signIn, useDeployments } from "./steps";

describe("the dashboard", () => {
  const deploy = useDeployments();
  const window = useWindow(async (workbench) => {
    await signIn(workbench, await deploy({ agents: 12, generation: "tasks" }));
    await workbench.fleet.anyAgent.waitFor();
  });

  it("shows the figures of the fleet, its course, and who waits", async () => {
    const workbench = await window();
    await workbench.run("coderFleet.openDashboard");
    const page = dashboardPage(workbench.page);
    await page.getByRole("heading", { name: "Fleet dashboard" }).waitFor();
    // Of twelve agents eleven are one's own.
    await page
      .locator(".figures")
      .filter({ hasText: /Agents\s*11/ })
      .waitFor();
    await page.locator("figure canvas").waitFor();
    await page.getByRole("table").filter({ hasText: "ada" }).first().waitFor();
    await workbench.screenshotInEveryTheme("dashboard");
  });

  it("opens the conversation of an agent that waits, by keyboard", async () => {
    const workbench = await window();
    await workbench.run("coderFleet.openDashboard");
    const page = dashboardPage(workbench.page);
    const first = page.locator("button[data-key]").first();
    await first.waitFor();
    const name = (await first.locator("strong").innerText()).split("/").at(-1) ?? "";
    await first.press("Enter");
    await workbench.page.locator(".tab.active").filter({ hasText: name }).waitFor();
  });
});
