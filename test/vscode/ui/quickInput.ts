import type { Locator, Page } from "playwright-core";
import { persist } from "./persist";

/** The box of the palette, of questions and of lists to pick from. */
export class QuickInput {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  get widget(): Locator {
    return this.#page.locator(".quick-input-widget:visible");
  }

  get box(): Locator {
    return this.widget.locator(".quick-input-box input");
  }

  get rows(): Locator {
    return this.widget.locator(".quick-input-list .monaco-list-row");
  }

  /** The line below the box: what is asked, or what is wrong. */
  message(text: string | RegExp): Locator {
    return this.widget.locator(".quick-input-message").filter({ hasText: text });
  }

  /** Waits for a question with this in its title. */
  async title(text: string): Promise<void> {
    await this.widget.locator(".quick-input-title").filter({ hasText: text }).waitFor();
  }

  /** Types into the box with this title and presses Enter. */
  async answer(title: string, text: string): Promise<void> {
    await this.title(title);
    await this.box.fill(text);
    await this.box.press("Enter");
  }

  /** Chooses the first row with this text, which the list that may follow must not have. */
  async pick(text: string | RegExp): Promise<void> {
    const row = this.rows.filter({ hasText: text }).first();
    await row.waitFor();
    await persist(`choosing ${String(text)}`, async (timeout) => {
      if (await row.isVisible()) await row.click({ timeout });
      await row.waitFor({ state: "hidden", timeout });
    });
  }

  /** Runs a command by its title, from the palette. */
  async command(title: string): Promise<void> {
    // The label also tells the keys, and whether it was used lately.
    const label = this.#page.locator(`[aria-label="${title}"], [aria-label^="${title},"]`);
    const row = this.rows.and(label).first();
    await persist(`the command ${title}`, async (timeout) => {
      // The list does not grow when an extension registers late, so it is opened anew each time.
      await this.dismiss();
      await this.#page.keyboard.press("F1");
      await this.box.fill(`>${title}`, { timeout });
      await row.waitFor({ timeout });
      // Enter takes the row that has the focus, wherever a list that still moves shows it.
      await row.and(this.#page.locator(".focused")).waitFor({ timeout });
      await this.box.press("Enter", { timeout });
      await row.waitFor({ state: "hidden", timeout });
    });
  }

  /** Closes whatever is asked, as Escape does. */
  async dismiss(): Promise<void> {
    for (let presses = 0; presses < 5 && (await this.widget.isVisible()); presses += 1) {
      await this.#page.keyboard.press("Escape");
      await this.widget.waitFor({ state: "hidden", timeout: 1_000 }).catch(() => undefined);
    }
  }
}
