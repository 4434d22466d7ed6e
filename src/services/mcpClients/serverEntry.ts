import { resolve } from "node:path";
import type { GivenSettings } from "../configuration/given";
import { settingRows } from "../configuration/settings";
import { deploymentUrl, isOn } from "../configuration/values";

/** The name of our entry in every client's configuration. */
export const ENTRY_NAME = "coder-fleet";

/** How a client starts this server. Never holds a token. */
export interface ServerEntry {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** What starts the server: an installation on this computer, or a version that npx fetches. */
export type Launch =
  | { readonly kind: "installed"; readonly node: string; readonly server: string }
  | {
      readonly kind: "npx";
      readonly package: string;
      readonly version: string;
      readonly bin: string;
      readonly platform: NodeJS.Platform;
    };

/** Settings that say where the deployment and the token are; they go into the environment. */
const IN_ENVIRONMENT = ["url", "tokenFile", "coderConfigDir"] as const;

/**
 * The entry for what was given: address and places of the token as environment, every other setting given as a
 * flag as an argument. A token itself is left out: the server finds it (DESIGN 7).
 * @param flags settings of the command line
 * @param environment settings of the environment; only those of IN_ENVIRONMENT are taken over
 * @throws ConfigurationError for an address that cannot be used
 */
export function serverEntry(launch: Launch, flags: GivenSettings, environment: GivenSettings): ServerEntry {
  const given = { ...environment, ...flags };
  const env: Record<string, string> = {};
  const args: string[] = [];
  for (const [key, setting] of settingRows()) {
    const value = IN_ENVIRONMENT.some((name) => name === key) ? given[key] : flags[key];
    if (value === undefined || setting.secret) continue;
    // Clients start servers in a folder of their choice.
    const text = setting.kind === "path" ? resolve(value.value.trim()) : value.value.trim();
    if (IN_ENVIRONMENT.some((name) => name === key)) {
      env[setting.environment[0]] = key === "url" ? deploymentUrl(value, isOn(given.allowHttp)) : text;
    } else if (setting.flag !== undefined) {
      args.push(
        setting.kind === "switch" && text === "true" ? `--${setting.flag}` : `--${setting.flag}=${text}`,
      );
    }
  }
  return { ...commandOf(launch, args), env };
}

function commandOf(launch: Launch, args: readonly string[]): Omit<ServerEntry, "env"> {
  switch (launch.kind) {
    case "installed":
      return { command: launch.node, args: [launch.server, ...args] };
    case "npx": {
      const words = ["-y", `--package=${launch.package}@${launch.version}`, launch.bin, ...args];
      // On Windows npx is a batch file, which only its shell can start.
      return launch.platform === "win32"
        ? { command: "cmd", args: ["/c", "npx", ...words] }
        : { command: "npx", args: words };
    }
  }
}
