import type { FrameLocator, Page } from "playwright-core";

/** What is inside the dashboard's page, which VS Code keeps in two frames. */
export function dashboardPage(page: Page): FrameLocator {
  return page.frameLocator("iframe.webview.ready").frameLocator("#active-frame");
}
