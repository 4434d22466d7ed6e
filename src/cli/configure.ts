/** `coder-fleet-mcp configure CLIENT`: our entry in the configuration of an MCP client, shown and then written. */
import { once } from "node:events";
import { join, sep } from "node:path";
import { createInterface } from "node:readline/promises";
import { bin, name } from "../../package.json";
import { ConfigurationError } from "../models/configuration";
import { nearest } from "../models/nearest";
import { VERSION } from "../models/version";
import { readEnvironment, type GivenSettings } from "../services/configuration/given";
import {
  planConfiguration,
  writeConfiguration,
  type ConfigurationChange,
} from "../services/mcpClients/clientConfiguration";
import { CLIENT_NAMES, type ClientName } from "../services/mcpClients/clientNames";
import type { CommandLine } from "./commandLine";
import { serverEntry, type Launch, type ServerEntry } from "../services/mcpClients/serverEntry";

/**
 * The command as `coder-fleet-mcp` runs it.
 * @param folder absolute path of the folder that holds `server.js`
 * @throws ConfigurationError as `configure` does
 */
export function configureClient({ words: [client = ""], settings, switches }: CommandLine, folder: string) {
  const [command] = Object.keys(bin);
  const { platform } = process;
  // What npx fetched lies in a cache that npm empties when it likes.
  const isFetched = folder.split(sep).includes("_npx");
  return configure(client, settings, switches, {
    launch:
      isFetched || switches.has("npx")
        ? { kind: "npx", package: name, version: VERSION, bin: command ?? name, platform }
        : { kind: "installed", node: process.execPath, server: join(folder, "server.js") },
    environment: process.env,
    platform,
    input: process.stdin,
    output: process.stdout,
  });
}

/** Where the command runs and who answers it. */
interface ConfigureContext {
  readonly launch: Launch;
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** @throws ConfigurationError for an unknown client, a file that cannot be changed, or nobody to ask */
async function configure(
  word: string,
  flags: GivenSettings,
  switches: ReadonlySet<string>,
  context: ConfigureContext,
): Promise<void> {
  const client = clientName(word);
  const entry = switches.has("remove")
    ? undefined
    : serverEntry(context.launch, flags, readEnvironment(context.environment));
  const change = planConfiguration(client, entry, context);
  const say = (line: string) => context.output.write(`${line}\n`);
  const { title } = change.client;
  if (change.diff === "") {
    say(`${change.file}: nothing to change, ${title} ${entry === undefined ? "has no" : "has this"} entry.`);
    return;
  }
  say(change.diff.trimEnd());
  if (!change.installed && entry !== undefined)
    say(`\nNote: ${title} was not found on this computer; its folder will be made.`);
  if (switches.has("dry-run")) {
    say("\nDry run: nothing was written.");
    return;
  }
  if (!switches.has("yes") && !(await isConfirmed(change, context))) {
    say("Nothing was written.");
    return;
  }
  const backup = writeConfiguration(change, new Date());
  say(`\nWritten.${backup === undefined ? "" : ` What was there before: ${backup}`}`);
  if (entry !== undefined) say(change.client.next);
  for (const line of tokenAdvice(client, entry)) say(line);
}

function clientName(word: string): ClientName {
  const known = CLIENT_NAMES.find((name) => name === word);
  if (known !== undefined) return known;
  const near = nearest(word, CLIENT_NAMES);
  throw new ConfigurationError(
    `${JSON.stringify(word)} is not a client this command knows${near.length > 0 ? `: did you mean ${near.join(" or ")}?` : ""}; ` +
      `allowed: ${CLIENT_NAMES.join(", ")}`,
  );
}

async function isConfirmed({ file }: ConfigurationChange, context: ConfigureContext): Promise<boolean> {
  if (context.input.isTTY !== true) {
    throw new ConfigurationError(`there is no terminal to ask on; add --yes to write ${file}, or --dry-run`);
  }
  const lines = createInterface({ input: context.input, output: context.output });
  // Ctrl+C and Ctrl+D mean no.
  const left = once(lines, "close").then(() => "");
  try {
    const question = lines.question(`\nWrite this to ${file}? [y/N] `).catch(() => left);
    return /^y(es)?$/i.test((await Promise.race([question, left])).trim());
  } finally {
    lines.close();
  }
}

/** Where the server will find the token, which the entry does not hold. */
function tokenAdvice(name: ClientName, entry: ServerEntry | undefined): readonly string[] {
  if (entry === undefined) return [];
  if ("CODER_SESSION_TOKEN_FILE" in entry.env) return [];
  if (name === "vscode")
    return ["VS Code asks for the session token at the first start and keeps it as a secret."];
  const login = `coder login ${entry.env["CODER_URL"] ?? "https://coder.example.com"}`;
  return [
    `The entry holds no token. The server takes that of the Coder command line: ${login}`,
    "(or name a file that holds it: configure again with --token-file PATH). `coder-fleet-mcp doctor` checks it.",
  ];
}
