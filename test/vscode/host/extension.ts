/** The extension under test, and what several suites do with it. */
import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import { commands, type Extension, extensions, LanguageModelTextPart, lm } from "vscode";
import type { Parts } from "../../../src/vscode/extension/parts";

const EXTENSION_ID = "coder-fleet.coder-fleet";
const SERVER_ID = `${EXTENSION_ID}/Coder Fleet`;
/** Much of it is for computers that do other things too. */
const LONGEST_WAIT_MS = 60_000;

interface Login {
  readonly url: string;
  readonly token: string;
}

export function fleetExtension(): Extension<Parts | undefined> {
  const extension = extensions.getExtension<Parts | undefined>(EXTENSION_ID);
  assert.ok(extension, `${EXTENSION_ID} is not installed`);
  return extension;
}

/** What the extension is made of. It shows that to tests only. */
export async function fleetParts(): Promise<Parts> {
  const parts = await fleetExtension().activate();
  assert.ok(parts, "the extension does not know that it is tested");
  return parts;
}

/** Signs in as a person who has typed this login. */
export async function signIn({ url, token }: Login): Promise<void> {
  const { signIn: signingIn } = await fleetParts();
  await signingIn.keep({ url, token }, AbortSignal.timeout(LONGEST_WAIT_MS));
}

export async function signOutOfAll(): Promise<void> {
  const { deployments } = await fleetParts();
  await deployments.load();
  for (const { url } of deployments.all) await deployments.signOut(url);
}

/** Asks again until there is an answer; fails with what was awaited. */
export async function eventually<T>(
  what: string,
  ask: () => T | undefined | Promise<T | undefined>,
): Promise<T> {
  for (const end = Date.now() + LONGEST_WAIT_MS; Date.now() < end;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await sleep(100);
  }
  throw new Error(`${what} did not happen in ${LONGEST_WAIT_MS} ms`);
}

/** Settles with what it waits for, while every question VS Code shows meanwhile is dismissed as by Escape. */
export async function answeringNothing<T>(waiting: Thenable<T>): Promise<T> {
  let over = false;
  const done = Promise.resolve(waiting).finally(() => {
    over = true;
  });
  const dismissed = eventually("the end of the questions", async () => {
    await commands.executeCommand("workbench.action.closeQuickOpen");
    return over ? true : undefined;
  });
  const [outcome] = await Promise.all([done, dismissed]);
  return outcome;
}

/** What VS Code puts before the names of our server's tools: made of the server's own name. */
const PREFIX = "mcp_coder_fleet_";

/** Names of the fleet's tools as VS Code offers them to models, by the names the server gives them. */
export function offeredTools(): ReadonlyMap<string, string> {
  const ours = lm.tools.filter(({ name, tags }) => tags.includes("mcp") && name.startsWith(PREFIX));
  return new Map(ours.map(({ name }) => [name.slice(PREFIX.length), name]));
}

/** Lets VS Code start the server, as it does before a model's first request. */
export async function startServer(): Promise<void> {
  // VS Code knows a definition only half a second after it was provided, and does not say so.
  await eventually("the start of the server", async () => {
    await commands.executeCommand("workbench.mcp.startServer", SERVER_ID, { waitForLiveTools: true });
    return offeredTools().size > 0 ? true : undefined;
  });
}

export async function stopServer(): Promise<void> {
  await commands.executeCommand("workbench.mcp.stopServer", SERVER_ID);
}

/** Calls a tool as a model would; answers the text the model reads. */
export async function invoke(tool: string, input: object = {}): Promise<string> {
  const name = offeredTools().get(tool);
  assert.ok(name, `${tool} is not among ${[...offeredTools().keys()].join(", ")}`);
  const { content } = await lm.invokeTool(name, { input, toolInvocationToken: undefined });
  return content.map((part) => (part instanceof LanguageModelTextPart ? part.value : "")).join("\n");
}
