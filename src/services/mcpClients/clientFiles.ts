/** Where programs of a platform keep the files of one user. Paths are absolute, in the platform's own form. */
import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { posix, win32 } from "node:path";

/** The computer a client runs on. */
export interface Machine {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  /** Names in a folder; none where it cannot be read. Without it the file system is asked. */
  readonly list?: (folder: string) => readonly string[];
}

function pathOf({ platform }: Machine): typeof posix {
  return platform === "win32" ? win32 : posix;
}

export function homeFile(machine: Machine, ...parts: string[]): string {
  const name = machine.platform === "win32" ? "USERPROFILE" : "HOME";
  return pathOf(machine).join(machine.environment[name] ?? homedir(), ...parts);
}

export function configFile(machine: Machine, ...parts: string[]): string {
  return fileBelow(machine, "XDG_CONFIG_HOME", ...parts) ?? homeFile(machine, ".config", ...parts);
}

/** A file in the folder that a variable names; undefined where it is not set. */
export function fileBelow(machine: Machine, variable: string, ...parts: string[]): string | undefined {
  const folder = machine.environment[variable];
  return folder === undefined || folder === "" ? undefined : pathOf(machine).join(folder, ...parts);
}

/**
 * The packaged Claude of Windows (MSIX, what its installer brings since February 2026) sees a roaming folder of its
 * own and never reads the documented one.
 * @see https://github.com/anthropics/claude-code/issues/26073
 */
export function claudeDesktopFile(machine: Machine): string {
  const name = "claude_desktop_config.json";
  const packages = machine.platform === "win32" ? fileBelow(machine, "LOCALAPPDATA", "Packages") : undefined;
  const packaged =
    packages === undefined
      ? undefined
      : (machine.list ?? namesIn)(packages).find((folder) => folder.startsWith("Claude_"));
  return packages === undefined || packaged === undefined
    ? applicationFile(machine, "Claude", name)
    : win32.join(packages, packaged, "LocalCache", "Roaming", "Claude", name);
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A file in the folder where desktop applications of this platform keep their settings. */
export function applicationFile(machine: Machine, ...parts: string[]): string {
  switch (machine.platform) {
    case "darwin":
      return homeFile(machine, "Library", "Application Support", ...parts);
    case "win32":
      return fileBelow(machine, "APPDATA", ...parts) ?? homeFile(machine, "AppData", "Roaming", ...parts);
    default:
      return configFile(machine, ...parts);
  }
}
