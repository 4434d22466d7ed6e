import { type Browser, chromium } from "playwright-core";
import type { Installation } from "./installation";

/** Starts Chromium without a window. */
export function startBrowser({ chromium: executablePath }: Installation): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}
