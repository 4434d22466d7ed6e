/** What the pictures show, in the order in which it comes about in one window. */
import { join } from "node:path";
import { dashboardPage } from "../../test/vscode/ui/dashboardPage";
import { openConversation, signIn } from "../../test/vscode/ui/steps";
import type { Workbench } from "../../test/vscode/ui/workbench";
import { root } from "../vscode-e2e/folders";
import { type Area, areaOf, Camera } from "./camera";
import { type PictureFleet, SHOWN } from "./pictureFleet";

/** Pictures of README, linked from there to the repository, and those of the walkthrough, inside the package. */
const DOCS = join(root, "docs/images");
const WALKTHROUGH = join(root, "media/walkthrough");

const SCHEMES = ["light", "dark"] as const;
/** Pixels of the Fleet view, wide enough that no name is cut. */
const VIEW_WIDTH = 380;
/** The window for README. */
const LARGE = { width: 1200, height: 720 };
/** The window for the walkthrough, which shows pictures at about half the width of VS Code's. */
const SMALL = { width: 880, height: 640 };
/** Where the mouse shows nothing. */
const REST = [600, 20] as const;

export async function playScenes(workbench: Workbench, fleet: PictureFleet): Promise<void> {
  const { page } = workbench;
  const camera = await Camera.of(page);
  const theme = async (scheme: (typeof SCHEMES)[number]): Promise<void> => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.locator(`.monaco-workbench.${scheme === "dark" ? "vs-dark" : "vs"}`).waitFor();
    // What the theme colours inside of webviews follows later.
    await page.waitForTimeout(1_000);
  };
  const whole = async (name: string): Promise<void> => {
    await camera.take(join(DOCS, `${name}.webp`), { scale: 2, quality: 90 });
  };
  const step = async (name: string, area: Area): Promise<void> => {
    for (const scheme of SCHEMES) {
      await theme(scheme);
      await camera.take(join(WALKTHROUGH, `${name}-${scheme}.webp`), { area, scale: 1.1, quality: 45 });
    }
  };

  await page.setViewportSize(SMALL);
  await workbench.fleet.says("signedOut");
  await workbench.fleet.dragEdge(VIEW_WIDTH);
  await page.mouse.move(...REST);
  const view = await areaOf(workbench.fleet.sideBar);
  await step("sign-in", { ...view, height: 240 });

  await signIn(workbench, fleet);
  await workbench.fleet.anyAgent.waitFor();
  await workbench.run("coderFleet.openDashboard");
  const dashboard = dashboardPage(page);
  await dashboard.locator("figure canvas").waitFor();
  await fleet.beginWork();
  await workbench.fleet.rowThatIs(SHOWN.name, "unread").waitFor();

  await workbench.quickInput.command("MCP: List Servers");
  await workbench.quickInput.rows.filter({ hasText: "Coder Fleet" }).first().waitFor();
  await step("mcp", await areaOf(workbench.quickInput.widget));
  await workbench.tidy();

  await openConversation(workbench, SHOWN.name, SHOWN.end);
  await workbench.fleet.choose(workbench.fleet.row("refactor-parser-8"), "coderFleet.startTask");
  await workbench.quickInput.box.fill(SHOWN.nextTask);
  await step("start-task", await areaOf(workbench.quickInput.widget));
  await workbench.tidy();

  // The list loses the keyboard, and with it the mark of its row.
  await workbench.editorText.click();
  await theme("dark");
  await page.setViewportSize(LARGE);
  await fleet.ask();
  // It hides itself after a while.
  const toast = page.locator(".notifications-toasts .notification-toast").first();
  await toast.waitFor();
  await page.mouse.move(...REST);
  await whole("fleet");
  await step("answer", await areaOf(toast, 4));
  await step("fleet", { ...view, height: 270 });

  await workbench.quickInput.command("Notifications: Clear All Notifications");
  await workbench.run("coderFleet.openDashboard");
  await dashboard.locator("figure canvas").waitFor();
  await theme("light");
  await whole("dashboard");
  await page.setViewportSize(SMALL);
  const editor = await areaOf(page.locator(".editor-group-container.active .editor-container"));
  await step("dashboard", { ...editor, height: 370 });
}
