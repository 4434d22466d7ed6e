import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from "playwright-core";
import { join } from "node:path";
import type { CodeServer } from "../../../tools/vscode-e2e/codeServer";
import { FleetPanel } from "./fleetPanel";
import { paletteTitleOf } from "./manifest";
import { persist, WAIT_MS } from "./persist";
import { QuickInput } from "./quickInput";

const FIRST_PAINT_MS = 120_000;
const USUAL_SIZE = { width: 1100, height: 800 };
/** What a window is shown on; what is absent is as usual. */
type Screen = Pick<BrowserContextOptions, "viewport" | "deviceScaleFactor" | "colorScheme">;

/** Where the mouse touches nothing. */
const REST = [600, 300] as const;

/** What the system asks of VS Code, and the class of the theme it then takes; the usual one last. */
const THEMES = {
  dark: { colorScheme: "dark", forcedColors: "none", className: "vs-dark" },
  "high-contrast": { colorScheme: "dark", forcedColors: "active", className: "hc-black" },
  "high-contrast-light": { colorScheme: "light", forcedColors: "active", className: "hc-light" },
  light: { colorScheme: "light", forcedColors: "none", className: "vs" },
} as const;

/** A window of VS Code, used as a person uses it. Every wait is bounded. */
export class Workbench {
  readonly page: Page;
  readonly fleet: FleetPanel;
  readonly quickInput: QuickInput;
  /** Addresses of the pages that the extension opened, of which nothing else matters. */
  readonly opened: string[] = [];
  readonly #context: BrowserContext;
  readonly #server: CodeServer;
  readonly #screenshots: string;

  private constructor(page: Page, context: BrowserContext, server: CodeServer, screenshots: string) {
    this.page = page;
    this.fleet = new FleetPanel(page);
    this.quickInput = new QuickInput(page);
    this.#context = context;
    this.#server = server;
    this.#screenshots = screenshots;
  }

  /** Opens a window in a fresh profile, with the Fleet view open. */
  static async open(
    browser: Browser,
    server: CodeServer,
    screenshots: string,
    screen: Screen = {},
  ): Promise<Workbench> {
    const context = await browser.newContext({ viewport: USUAL_SIZE, colorScheme: "light", ...screen });
    context.setDefaultTimeout(WAIT_MS);
    const page = await context.newPage();
    const workbench = new Workbench(page, context, server, screenshots);
    context.on("page", (other) => void workbench.#note(other));
    try {
      await page.goto(server.url, { timeout: FIRST_PAINT_MS });
      await workbench.#ready();
      await workbench.fleet.show();
      await page.mouse.move(...REST);
      return workbench;
    } catch (error) {
      await context.close();
      throw error;
    }
  }

  /** Closes a page as soon as it is known where it goes, which is not always so when it appears. */
  async #note(page: Page): Promise<void> {
    const isBlank = page.url() === "about:blank";
    const request = isBlank ? await page.waitForEvent("request").catch(() => undefined) : undefined;
    this.opened.push(request?.url() ?? page.url());
    await page.close();
  }

  /** Path of the person's settings, which all windows have in common. */
  get userSettings(): string {
    return this.#server.userSettings;
  }

  async reload(): Promise<void> {
    await this.page.reload({ timeout: FIRST_PAINT_MS });
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

  /** Puts away what a test may have left open, so that the next one begins with a window at rest. */
  async tidy(): Promise<void> {
    await this.page.mouse.move(...REST);
    await this.quickInput.dismiss();
    for (const open of [this.dialog, this.page.locator(".monaco-menu")]) {
      if (await open.isVisible()) await this.page.keyboard.press("Escape");
    }
  }

  /** Runs a command of the extension from the palette. */
  async run(command: string): Promise<void> {
    await this.quickInput.command(paletteTitleOf(command));
  }

  /** The messages with this text, also those that have hidden themselves. */
  async messages(text: string): Promise<Locator> {
    const center = this.page.locator(".notifications-center:visible");
    if (!(await center.isVisible())) await this.quickInput.command("Notifications: Show Notifications");
    await center.waitFor();
    return center.locator(".notification-list-item").filter({ hasText: text });
  }

  /** Those of them that tell of agents; only they can be switched off. */
  async news(text = ""): Promise<Locator> {
    const off = this.page.getByRole("button", { name: "Don't Show Again" });
    return (await this.messages(text)).filter({ has: off });
  }

  /** The modal dialog that is open. */
  get dialog(): Locator {
    return this.page.locator(".monaco-dialog-box");
  }

  /** Presses a button of the open dialog. */
  async press(button: string): Promise<void> {
    await persist(`the button ${button}`, async (timeout) => {
      const { dialog } = this;
      if (await dialog.isVisible()) await dialog.getByRole("button", { name: button }).click({ timeout });
      await dialog.waitFor({ state: "hidden", timeout });
    });
  }

  /** Everything visible in the open editor. */
  get editorText(): Locator {
    return this.page.locator(".editor-group-container.active .view-lines");
  }

  /** Keeps a picture of the window. */
  async screenshot(name: string): Promise<void> {
    // Menus and hovers fade in, which a busy computer may not have finished.
    await this.page.screenshot({
      path: join(this.#screenshots, `${name}.png`),
      animations: "disabled",
      timeout: WAIT_MS,
    });
  }

  /** Does something in dark and light themes, with usual and with high contrast. */
  async inEveryTheme(look: (theme: string) => Promise<void>): Promise<void> {
    for (const [theme, { className, ...media }] of Object.entries(THEMES)) {
      await this.page.emulateMedia(media);
      await this.page.locator(`.monaco-workbench.${className}`).waitFor();
      await look(theme);
    }
  }

  /** Keeps a picture in each of these themes. */
  async screenshotInEveryTheme(name: string): Promise<void> {
    await this.inEveryTheme((theme) => this.screenshot(`${name}-${theme}`));
  }
}
