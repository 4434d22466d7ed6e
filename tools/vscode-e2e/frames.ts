/** How smoothly the window of VS Code draws, written down by the page itself. */
import { fileURLToPath } from "node:url";
import type { Page } from "playwright-core";
import * as z from "zod";

/** All times in milliseconds since 1970. */
const recording = z.object({
  /** Times in which nothing could be drawn. */
  gaps: z.array(z.object({ endedAt: z.number(), milliseconds: z.number() })),
  /** When something was seen that had not been there in the frame before. */
  appeared: z.array(z.object({ what: z.string(), at: z.number() })),
});
export type Recording = z.infer<typeof recording>;

/** Records from the next navigation on. */
export function recordFrames(page: Page): Promise<unknown> {
  return page.addInitScript({ path: fileURLToPath(new URL("frameRecorder.js", import.meta.url)) });
}

export async function recordedFrames(page: Page): Promise<Recording> {
  return recording.parse(await page.evaluate("window.coderFleetRecording"));
}
