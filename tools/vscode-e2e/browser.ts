import { type Browser, chromium } from "playwright-core";
import type { Installation } from "./installation";

/** Starts Chromium without a window, with these variables besides those of this process. */
export function startBrowser(
  { chromium: executablePath }: Installation,
  environment: Readonly<Record<string, string>> = {},
): Promise<Browser> {
  return chromium.launch({
    executablePath,
    env: { ...process.env, ...environment },
    args: ["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
  });
}
