import type { Browser, BrowserContext, Locator, Page } from "playwright-core";
import { join } from "node:path";
import type { CodeServer } from "../../../tools/vscode-e2e/codeServer";

/** Longest wait for anything; much of it is for computers that do other things too. */
const STEP_MS = 20_000;
const FIRST_PAINT_MS = 60_000;
/** Menus fade in and swallow clicks meanwhile. */
const FADE_MS = 400;

/** VS Code's built-in themes of each kind, the usual one last, and the class their kind gives the window. */
const THEMES = {
  dark: { theme: "Dark 2026", className: "vs-dark" },
  "high-contrast": { theme: "Dark High Contrast", className: "hc-black" },
  light: { theme: "Light 2026", className: "vs" },
} as const;

/** A window of VS Code, used as a person uses it. Every wait is bounded. */
export class Workbench {
  readonly page: Page;
  readonly #context: BrowserContext;
  readonly #server: CodeServer;
  readonly #screenshots: string;

  private constructor(page: Page, context: BrowserContext, server: CodeServer, screenshots: string) {
    this.page = page;
    this.#context = context;
    this.#server = server;
    this.#screenshots = screenshots;
  }

  static async open(browser: Browser, server: CodeServer, screenshots: string): Promise<Workbench> {
    const context = await browser.newContext({
      viewport: { width: 1100, height: 720 },
      permissions: ["clipboard-read", "clipboard-write"],
    });
    context.setDefaultTimeout(STEP_MS);
    const workbench = new Workbench(await context.newPage(), context, server, screenshots);
    await workbench.page.goto(server.url);
    await workbench.#ready();
    return workbench;
  }

  async reload(): Promise<void> {
    await this.page.reload();
    await this.#ready();
  }

  async close(): Promise<void> {
    await this.#context.close();
  }

  async #ready(): Promise<void> {
    try {
      const bar = this.page.locator(".monaco-workbench .activitybar");
      await bar.waitFor({ timeout: FIRST_PAINT_MS });
    } catch (error) {
      throw new Error(`VS Code did not draw its window.\n${this.#server.log().slice(-3000)}`, {
        cause: error,
      });
    }
  }

  /** Opens the Fleet view, as a click on its icon does. */
  async showFleet(): Promise<void> {
    const tab = this.fleetTab;
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    await this.sideBar.locator(".composite.title").filter({ hasText: "Coder Fleet" }).waitFor();
  }

  get fleetTab(): Locator {
    const title = this.page.locator('a.action-label[aria-label^="Coder Fleet"]');
    return this.page.locator(".activitybar [role=tab]").filter({ has: title });
  }

  /** The number on the view's icon. */
  get badge(): Locator {
    return this.fleetTab.locator(".badge-content");
  }

  get sideBar(): Locator {
    return this.page.locator(".sidebar");
  }

  get rows(): Locator {
    return this.sideBar.locator(".monaco-list-row[role=treeitem]");
  }

  /** The first row that holds this text. */
  row(text: string): Locator {
    return this.rows.filter({ hasText: text }).first();
  }

  /** A button of the view's own line, which shows them while the mouse is over it. */
  async titleAction(name: string): Promise<void> {
    await this.sideBar.locator(".composite.title, .pane-header").first().hover();
    await this.sideBar.getByRole("button", { name }).first().click();
  }

  /** A button of a row. */
  async rowAction(row: Locator, name: string): Promise<void> {
    await row.hover();
    await row.getByRole("button", { name }).click();
  }

  /** Opens a row's context menu; answers its items. */
  async contextMenu(row: Locator): Promise<readonly string[]> {
    await row.click({ button: "right" });
    await this.page.locator(".monaco-menu .action-item").first().waitFor();
    await this.page.waitForTimeout(FADE_MS);
    const items = await this.page.locator(".monaco-menu .action-label:not(.separator)").allInnerTexts();
    return items.map((item) => item.trim()).filter((item) => item !== "");
  }

  async chooseFromMenu(item: string): Promise<void> {
    const entry = this.page.locator(".monaco-menu .action-item").filter({ hasText: item }).first();
    await entry.locator("a.action-menu-item").click();
  }

  /** Runs a command by its title, from the palette. */
  async command(title: string): Promise<void> {
    // The label also tells the keys, and whether it was used lately.
    const label = this.page.locator(`[aria-label="${title}"], [aria-label^="${title},"]`);
    const entry = this.quickInputList.and(label).first();
    // The list does not grow when an extension registers late: open it again.
    for (let attempt = 1; ; attempt += 1) {
      await this.page.keyboard.press("F1");
      await this.quickInput.fill(`>${title}`);
      try {
        await entry.waitFor({ timeout: STEP_MS / 4 });
        break;
      } catch (error) {
        if (attempt === 5) throw error;
        await this.page.keyboard.press("Escape");
      }
    }
    // The list may still be moving, which does not matter here.
    await entry.click({ force: true });
  }

  /** The box of the palette, of input boxes and of lists to pick from. */
  get quickInput(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-box input");
  }

  get quickInputList(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-list .monaco-list-row");
  }

  get quickInputTitle(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-title");
  }

  get quickInputMessage(): Locator {
    return this.page.locator(".quick-input-widget:visible .quick-input-message");
  }

  /** Types into an input box with this title and presses Enter. */
  async answer(title: string, text: string): Promise<void> {
    await this.quickInputTitle.filter({ hasText: title }).waitFor();
    await this.quickInput.fill(text);
    await this.page.keyboard.press("Enter");
  }

  /** Clicks an entry of a list to pick from. */
  async pick(text: string): Promise<void> {
    await this.quickInputList.filter({ hasText: text }).first().click();
  }

  /** How many messages with this text there are, also of those that have hidden themselves. */
  async notifications(text: string): Promise<number> {
    await this.command("Notifications: Show Notifications");
    const center = this.page.locator(".notifications-center:visible");
    await center.waitFor();
    return center.locator(".notification-list-item").filter({ hasText: text }).count();
  }

  /** Rests the mouse on a row until something with this text is shown beside it; answers that as HTML. */
  async hoverOver(row: Locator, text: string): Promise<string> {
    const hover = this.page.locator(".monaco-hover:visible").filter({ hasText: text });
    for (let attempt = 1; ; attempt += 1) {
      await row.hover();
      try {
        // A list that moves on takes it away again.
        const html = await hover.innerHTML({ timeout: STEP_MS / 4 });
        await this.page.waitForTimeout(FADE_MS);
        return html;
      } catch (error) {
        if (attempt === 5) throw error;
        await this.page.mouse.move(0, 0);
      }
    }
  }

  /** The modal dialog that is open. */
  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  /** Everything visible in the open editor. */
  get editorText(): Locator {
    return this.page.locator(".editor-group-container.active .view-lines");
  }

  /** Keeps a picture of the window; answers its path. */
  async screenshot(name: string): Promise<string> {
    const path = join(this.#screenshots, `${name}.png`);
    // Menus and hovers fade in, which a busy computer may not have finished.
    await this.page.screenshot({ path, animations: "disabled" });
    return path;
  }

  /** Keeps a picture in a dark, a high contrast and a light theme. */
  async screenshotInEveryTheme(name: string): Promise<void> {
    for (const [kind, { theme, className }] of Object.entries(THEMES)) {
      await this.command("Preferences: Color Theme");
      await this.quickInput.fill(theme);
      await this.quickInputList.first().waitFor();
      await this.page.keyboard.press("Enter");
      await this.page.locator(`.monaco-workbench.${className}`).waitFor();
      // Colours fade over.
      await this.page.waitForTimeout(FADE_MS);
      await this.screenshot(`${name}-${kind}`);
    }
  }
}
