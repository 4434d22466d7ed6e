/** The dashboard, as a person opens and reads it. */
import assert from "node:assert/strict";
import { assertAccessible } from "./accessibility";
import { dashboardPage } from "./dashboardPage";
import { persist } from "./persist";
import { useWindow } from "./setup";
import { signIn, useDeployments } from "./steps";

/** What VS Code calls the themes inside of pages. */
const BODY_CLASSES: Readonly<Record<string, string>> = {
  dark: "vscode-dark",
  "high-contrast": "vscode-high-contrast",
  "high-contrast-light": "vscode-high-contrast-light",
  light: "vscode-light",
};

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
  });

  it("follows the theme, and has nothing in any of them that axe-core objects to", async () => {
    const workbench = await window();
    await workbench.run("coderFleet.openDashboard");
    const page = dashboardPage(workbench.page);
    await workbench.inEveryTheme(async (theme) => {
      await page.locator(`body.${BODY_CLASSES[theme] ?? ""}`).waitFor();
      await page.locator("figure canvas").waitFor();
      await workbench.screenshot(`dashboard-${theme}`);
      await assertAccessible(page);
    });
  });

  it("shows the course of a project or an owner when it is chosen by keyboard", async () => {
    const workbench = await window();
    await workbench.run("coderFleet.openDashboard");
    const page = dashboardPage(workbench.page);
    const choice = page.getByLabel("Show");
    await choice.selectOption({ label: "Owner ada" });
    // The choice comes back from the extension with the course that belongs to it.
    await page
      .locator("select option:checked")
      .filter({ hasText: "Owner ada" })
      .waitFor({ state: "attached" });
    await choice.selectOption({ label: "Whole fleet" });
  });

  it("has room in a narrow window, as at 200 % zoom", async () => {
    const workbench = await window();
    const { page: editor } = workbench;
    const before = editor.viewportSize();
    assert.ok(before !== null);
    await workbench.run("coderFleet.openDashboard");
    const page = dashboardPage(editor);
    await page.getByRole("heading", { name: "Fleet dashboard" }).waitFor();
    await workbench.fleet.dragEdge(60);
    try {
      await editor.setViewportSize({ ...before, width: 400 });
      await persist("fitting into a narrow window", async () => {
        const tooWide = await page
          .locator("html")
          .evaluate(
            (html: { scrollWidth: number; clientWidth: number }) => html.scrollWidth - html.clientWidth,
          );
        assert.ok(tooWide <= 0, `${tooWide} pixels too wide`);
      });
      await workbench.screenshot("dashboard-narrow");
    } finally {
      await editor.setViewportSize(before);
    }
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
