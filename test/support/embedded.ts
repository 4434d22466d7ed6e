import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import * as z from "zod";

export interface EmbeddedOptions {
  readonly generation?: "tasks-experimental" | "tasks" | "chats" | "tasks+chats";
  readonly agents?: number;
  /** Members besides ada and mia, each with one agent more. */
  readonly users?: number;
  /** Builds and workers run this many times faster; 20 when absent. */
  readonly speed?: number;
  /** Milliseconds added to every answer. */
  readonly latency?: number;
  readonly seed?: number;
  /** Its address behind a reverse proxy; with it, it is an OAuth2 provider. */
  readonly accessUrl?: string;
  /** Enables the routes below /_embedded/. */
  readonly control?: boolean;
}

export interface EmbeddedDeployment {
  readonly url: string;
  /** ada's, who may see everything. */
  readonly token: string;
  /** mia's. */
  readonly memberToken: string;
  /** Of the other members, by their names. */
  readonly userTokens: ReadonlyMap<string, string>;
  readonly pid: number;
  stop(): Promise<void>;
}

const accessSchema = z.object({
  url: z.string(),
  token: z.string(),
  member_token: z.string(),
  user_tokens: z.record(z.string(), z.string()).default({}),
});

const program = fileURLToPath(new URL("../../dist/embedded.js", import.meta.url));
const longestStart = 20_000;

/** Starts dist/embedded.js as a process of its own; stop it in an `after` hook. */
export async function startEmbedded(options: EmbeddedOptions = {}): Promise<EmbeddedDeployment> {
  const { generation = "tasks", agents = 5, speed = 20, latency = 0, seed = 1, control = false } = options;
  const { accessUrl, users = 0 } = options;
  const values = { generation, agents, users, speed, latency, seed };
  const child = spawn(
    process.execPath,
    [
      program,
      ...Object.entries(values).flatMap(([name, value]) => [`--${name}`, String(value)]),
      ...(accessUrl === undefined ? [] : ["--access-url", accessUrl]),
      ...(control ? ["--control"] : []),
    ],
    { stdio: ["pipe", "pipe", "inherit"] },
  );
  const ended = once(child, "exit");
  const first = await Promise.race([
    once(createInterface({ input: child.stdout }), "line", { signal: AbortSignal.timeout(longestStart) }),
    ended.then(([code]) => {
      throw new Error(`the embedded deployment ended at its start with code ${String(code)}`);
    }),
  ]);
  const access = accessSchema.parse(JSON.parse(String(first[0])));
  if (child.pid === undefined) throw new Error("it runs without a process");
  return {
    url: access.url,
    token: access.token,
    memberToken: access.member_token,
    userTokens: new Map(Object.entries(access.user_tokens)),
    pid: child.pid,
    async stop() {
      if (child.exitCode === null) child.stdin.end();
      await ended;
    },
  };
}
