import type { Locator, Page } from "playwright-core";
import { titleOf, welcomeOf } from "./manifest";
import { persist } from "./persist";

/** Menus fade in and swallow clicks meanwhile. */
const FADE_MS = 300;

/** The Fleet view: its icon, its rows, and what can be done with them. */
export class FleetPanel {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get sideBar(): Locator {
    return this.#page.locator(".sidebar");
  }

  get #tab(): Locator {
    const title = this.#page.locator('a.action-label[aria-label^="Coder Fleet"]');
    return this.#page.locator(".activitybar [role=tab]").filter({ has: title });
  }

  /** The number on the view's icon. */
  get badge(): Locator {
    return this.#tab.locator(".badge-content");
  }

  /** Opens the view, as a click on its icon does. */
  async show(): Promise<void> {
    await persist("opening the Fleet view", async (timeout) => {
      // A click on the icon of an open view hides it.
      if ((await this.#tab.getAttribute("aria-selected", { timeout })) !== "true") {
        await this.#tab.click({ timeout });
      }
      await this.sideBar.locator(".composite.title").filter({ hasText: "Coder Fleet" }).waitFor({ timeout });
    });
  }

  /** Drags the view's edge to this distance from the left, in pixels. Below 200 VS Code hides it. */
  async dragEdge(to: number): Promise<void> {
    const width = async (): Promise<number> => (await this.sideBar.boundingBox())?.width ?? 0;
    const before = await width();
    await persist(`dragging the edge to ${to}`, async () => {
      const box = await this.sideBar.boundingBox();
      const { mouse } = this.#page;
      await mouse.move((box?.x ?? 0) + (box?.width ?? 0), 400);
      await mouse.down();
      await mouse.move(to, 400, { steps: 5 });
      await mouse.up();
      if ((await width()) === before) throw new Error("it stayed where it was");
    });
  }

  get rows(): Locator {
    return this.sideBar.locator(".monaco-list-row[role=treeitem]");
  }

  /**
   * The first row whose name for screen readers begins so: an agent's or a group's name.
   * @param level how deep it is; 1 is a group, 2 an agent; any when absent
   */
  row(name: string, level?: number): Locator {
    const deep = level === undefined ? "" : `[aria-level="${level}"]`;
    return this.rows.and(this.#page.locator(`[aria-label^="${name}"]${deep}`)).first();
  }

  /** The same, once its name for screen readers also holds one of these words: its status, or that it is unread. */
  rowThatIs(name: string, ...words: readonly string[]): Locator {
    const holding = words.map((word) => `[aria-label*="${word}"]`).join(", ");
    return this.rows.and(this.#page.locator(`[aria-label^="${name}"]:is(${holding})`)).first();
  }

  /** The first row of an agent, whichever it is. */
  get anyAgent(): Locator {
    return this.rows.and(this.#page.locator('[aria-level="2"]')).first();
  }

  /** Waits until the view says that it is in this state. */
  async says(state: string): Promise<void> {
    await this.sideBar.getByText(welcomeOf(state).text).first().waitFor();
  }

  /** The button for a command that the view offers in a state. */
  button(state: string, command: string): Locator {
    return this.sideBar.getByRole("button", { name: welcomeOf(state).button(command), exact: true });
  }

  /** Presses a button of the view's title line, which shows them while the mouse is over it. */
  async titleAction(command: string): Promise<void> {
    await persist(`the button ${titleOf(command)}`, async (timeout) => {
      await this.sideBar.locator(".composite.title, .pane-header").first().hover({ timeout });
      await this.sideBar
        .getByRole("button", { name: titleOf(command) })
        .first()
        .click({ timeout });
    });
  }

  /** Opens a row to see another one below it. */
  async expand(row: Locator, below: Locator): Promise<void> {
    const isExpanded = row.and(this.#page.locator('[aria-expanded="true"]'));
    await persist("opening a row", async (timeout) => {
      // A second click would close it.
      if (!(await isExpanded.isVisible())) await row.locator(".monaco-tl-twistie").click({ timeout });
      await below.waitFor({ timeout });
    });
  }

  /** Opens a row's context menu; answers its items. */
  contextMenu(row: Locator): Promise<readonly string[]> {
    return persist("opening a context menu", (timeout) => this.#openMenu(row, timeout));
  }

  /** Chooses a command from a row's context menu. */
  async choose(row: Locator, command: string): Promise<void> {
    const menu = this.#page.locator(".monaco-menu");
    const item = menu
      .locator(".action-item")
      .filter({ hasText: titleOf(command) })
      .first();
    await persist(`the context menu's ${titleOf(command)}`, async (timeout) => {
      await this.#openMenu(row, timeout);
      await item.locator("a.action-menu-item").click({ timeout });
      await menu.waitFor({ state: "hidden", timeout });
    });
  }

  /** Puts the keyboard on a row without choosing it, as the arrow keys do; a click would open its conversation. */
  async focus(row: Locator, timeout: number): Promise<void> {
    await this.#openMenu(row, timeout);
    await this.#page.keyboard.press("Escape");
    await this.#page.locator(".monaco-menu").waitFor({ state: "hidden", timeout });
  }

  /** Puts the keyboard on the row that was chosen last. */
  async focusRows(timeout: number): Promise<void> {
    await this.sideBar.locator(".monaco-list").first().focus({ timeout });
  }

  async #openMenu(row: Locator, timeout: number): Promise<readonly string[]> {
    if (await this.#page.locator(".monaco-menu").isVisible()) await this.#page.keyboard.press("Escape");
    await row.click({ button: "right", timeout });
    await this.#page.locator(".monaco-menu .action-item").first().waitFor({ timeout });
    // A list that is sorted anew meanwhile puts another row below the mouse.
    await row.and(this.#page.locator(".focused")).waitFor({ timeout });
    await this.#page.waitForTimeout(FADE_MS);
    const items = await this.#page.locator(".monaco-menu .action-label:not(.separator)").allInnerTexts();
    return items.map((item) => item.trim()).filter((item) => item !== "");
  }

  /**
   * Rests the mouse on a row until something with this text is shown beside it.
   * @param look is called while it is shown, and again where a list that moves on took it away meanwhile
   * @returns what is shown, as HTML
   */
  async hover(row: Locator, text: string, look: () => Promise<unknown>): Promise<string> {
    const shown = this.#page.locator(".monaco-hover:visible").filter({ hasText: text }).first();
    return persist(`resting the mouse for ${text}`, async (timeout) => {
      await this.#page.mouse.move(0, 0);
      await row.hover({ timeout });
      const html = await shown.innerHTML({ timeout });
      await look();
      if (!(await shown.isVisible())) throw new Error("it was gone too soon");
      return html;
    });
  }
}
