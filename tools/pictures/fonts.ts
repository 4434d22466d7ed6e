import { writeFileSync } from "node:fs";
import { join } from "node:path";

/**
 * Fonts like those of people's desktops (Debian: fonts-inter, fonts-jetbrains-mono); where they are not installed,
 * those that are there are used.
 */
const PREFERRED = { "system-ui": "Inter", "sans-serif": "Inter", monospace: "JetBrains Mono" };

/** An environment in which a program draws with these fonts; `folder` has to stay. */
export function pictureFonts(folder: string): Readonly<Record<string, string>> {
  const file = join(folder, "fonts.conf");
  const rules = Object.entries(PREFERRED).map(
    ([family, font]) =>
      `<match target="pattern"><test name="family"><string>${family}</string></test>` +
      `<edit name="family" mode="prepend_first" binding="strong"><string>${font}</string></edit></match>`,
  );
  writeFileSync(
    file,
    `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>` +
      `<include>/etc/fonts/fonts.conf</include>${rules.join("")}</fontconfig>`,
  );
  return { FONTCONFIG_FILE: file };
}
