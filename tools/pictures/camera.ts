import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { CDPSession, Locator, Page } from "playwright-core";

export interface Area {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Takes pictures of a window as WebP, which Chromium writes itself: at this size no text is blurred by it. */
export class Camera {
  readonly #page: Page;
  readonly #session: CDPSession;

  private constructor(page: Page, session: CDPSession) {
    this.#page = page;
    this.#session = session;
  }

  static async of(page: Page): Promise<Camera> {
    return new Camera(page, await page.context().newCDPSession(page));
  }

  /**
   * Writes a picture of the window, or of a part of it.
   * @param scale pixels of the picture for each of the window
   * @param quality 0 to 100
   */
  async take(
    file: string,
    { area, scale, quality }: { area?: Area; scale: number; quality: number },
  ): Promise<void> {
    const whole = { x: 0, y: 0, ...(this.#page.viewportSize() ?? { width: 0, height: 0 }) };
    const { data } = await this.#session.send("Page.captureScreenshot", {
      format: "webp",
      quality,
      clip: { ...(area ?? whole), scale },
    });
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, Buffer.from(data, "base64"));
  }
}

/** Where a part of the window is, with so much around it, in pixels. */
export async function areaOf(part: Locator, around = 0): Promise<Area> {
  const box = await part.boundingBox();
  if (box === null) throw new Error(`${String(part)} cannot be seen`);
  return {
    x: Math.max(0, box.x - around),
    y: Math.max(0, box.y - around),
    width: box.width + 2 * around,
    height: box.height + 2 * around,
  };
}
