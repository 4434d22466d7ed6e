/**
 * `npm run pictures`: the pictures of README, docs and the walkthrough, taken of the packaged extension on the
 * embedded deployment in a real VS Code.
 */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startEmbedded } from "../../test/support/embedded";
import { dashboardPage } from "../../test/vscode/ui/dashboardPage";
import { openConversation, signIn } from "../../test/vscode/ui/steps";
import { Workbench } from "../../test/vscode/ui/workbench";
import { startBrowser } from "./browser";
import { startCodeServer } from "./codeServer";
import { root } from "./folders";
import { install } from "./installation";
import { packageExtension } from "./packageExtension";

const AGENTS = 14;
/** How long the dashboard is let run, so that its course has something to show, in milliseconds. */
const COURSE_MS = 45_000;

async function main(): Promise<void> {
  const pictures = join(root, "media/pictures");
  mkdirSync(pictures, { recursive: true });
  const installation = install();
  const deployment = await startEmbedded({ agents: AGENTS, generation: "chats", speed: 4 });
  const server = await startCodeServer(installation, { vsix: packageExtension() });
  const browser = await startBrowser(installation);
  try {
    const workbench = await Workbench.open(browser, server, pictures);
    await workbench.page.emulateMedia({ colorScheme: "dark" });
    await workbench.page.locator(".monaco-workbench.vs-dark").waitFor();
    await workbench.screenshot("sign-in");
    await signIn(workbench, deployment);
    const { fleet } = workbench;
    await fleet.anyAgent.waitFor();
    await fleet.dragEdge(430);
    const name = (await fleet.anyAgent.getAttribute("aria-label"))?.split(",")[0] ?? "";
    await openConversation(workbench, name, name);
    await workbench.tidy();
    await workbench.screenshot("fleet");
    await workbench.run("coderFleet.openDashboard");
    await dashboardPage(workbench.page).locator("figure canvas").waitFor();
    await workbench.page.waitForTimeout(COURSE_MS);
    await workbench.screenshot("dashboard");
  } finally {
    await browser.close();
    await server.stop();
    await deployment.stop();
  }
  process.stdout.write(`The pictures are in ${pictures}.\n`);
}

await main();
