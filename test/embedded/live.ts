/** A deployment inside the test's own process, so that a test can look at its state and make things happen. */
import assert from "node:assert/strict";
import { once } from "node:events";
import { WebSocket } from "ws";
import { Deployment } from "../../src/embedded/deployment";
import { type GenerationName, generations } from "../../src/embedded/generation";
import { HttpServer } from "../../src/embedded/http/server";
import { agentRoutes } from "../../src/embedded/routes/agents";
import { appRoutes } from "../../src/embedded/routes/apps";
import { terminalRoutes } from "../../src/embedded/routes/terminal";
import { seedWorld } from "../../src/embedded/seed/world";
import { currentAgent } from "../../src/embedded/state/store";
import type { Workspace, WorkspaceAgent } from "../../src/embedded/state/types";
import { ScriptedWorker } from "../../src/embedded/worker/scriptedWorker";
import { until } from "../support/until";

export interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly location: string | null;
  readonly text: string;
  /** Undefined when the text is no JSON. */
  readonly body: unknown;
}

export interface Conversation {
  readonly frames: (string | Buffer)[];
  readonly socket: WebSocket;
  /** All bytes so far, as text. */
  text(): string;
  until(condition: () => boolean): Promise<void>;
  closed(): Promise<number>;
}

export class Live {
  readonly deployment: Deployment;
  readonly #server: HttpServer;
  token = "";
  memberToken = "";

  /** Twenty times faster than a real one. */
  constructor(generation: GenerationName, agents = 40) {
    const options = {
      port: 0,
      agents,
      users: 0,
      latencyMs: 0,
      seed: 1,
      generation,
      speed: 20,
      control: false,
    };
    this.deployment = new Deployment(options, generations[generation]);
    this.deployment.worker = new ScriptedWorker(this.deployment);
    this.#server = new HttpServer(this.deployment, [
      ...agentRoutes(this.deployment.generation),
      ...terminalRoutes,
      ...appRoutes,
    ]);
  }

  async start(): Promise<this> {
    const world = seedWorld(this.deployment);
    this.token = world.token;
    this.memberToken = world.memberToken;
    this.deployment.url = `http://127.0.0.1:${await this.#server.listen(0)}`;
    return this;
  }

  async stop(): Promise<void> {
    await this.#server.close();
    this.deployment.close();
  }

  /** A running, connected agent's workspace of this owner that waits for input. */
  idle(owner: "ada" | "mia" = "ada"): { workspace: Workspace; agent: WorkspaceAgent } {
    return this.find((workspace, agent) => {
      const name = this.deployment.store.user(workspace.ownerId).username;
      const isIdle = workspace.latestAppStatus?.state === "idle";
      return name === owner && agent.connection === "connected" && isIdle;
    });
  }

  find(wanted: (workspace: Workspace, agent: WorkspaceAgent) => boolean): {
    workspace: Workspace;
    agent: WorkspaceAgent;
  } {
    for (const workspace of this.deployment.store.workspaces.values()) {
      const agent = currentAgent(workspace);
      if (agent !== null && wanted(workspace, agent)) return { workspace, agent };
    }
    return assert.fail("the world has no such workspace");
  }

  async call(
    path: string,
    {
      method = "GET",
      token = this.token,
      body,
    }: { method?: string; token?: string | null; body?: unknown } = {},
  ): Promise<Answer> {
    const response = await fetch(this.deployment.url + path, {
      method,
      redirect: "manual",
      headers: token === null ? {} : { "Coder-Session-Token": token },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      type: response.headers.get("content-type"),
      location: response.headers.get("location"),
      text,
      body: parseJson(text),
    };
  }

  /** The status of a refused upgrade, or null, and its body. */
  async refusal(path: string, token: string | null = this.token): Promise<{ status: number; text: string }> {
    const socket = this.#open(path, token);
    return new Promise((resolve, reject) => {
      socket.on("open", () => {
        socket.terminate();
        reject(new Error("the socket was opened"));
      });
      socket.on("unexpected-response", (_request, response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => (text += chunk.toString()));
        response.on("end", () => {
          resolve({ status: response.statusCode ?? 0, text });
        });
      });
    });
  }

  async socket(path: string): Promise<Conversation> {
    const socket = this.#open(path, this.token);
    const frames: (string | Buffer)[] = [];
    const closed = once(socket, "close").then(([code]) => Number(code));
    socket.on("message", (data: Buffer, isBinary) => frames.push(isBinary ? data : data.toString()));
    await once(socket, "open");
    return {
      frames,
      socket,
      text: () => Buffer.concat(frames.map((frame) => Buffer.from(frame))).toString(),
      until: async (condition) => {
        await until(
          () => ({ seen: frames.join(""), done: condition() }),
          ({ done }) => done,
        );
      },
      closed: () => closed,
    };
  }

  #open(path: string, token: string | null): WebSocket {
    const url = this.deployment.url.replace("http:", "ws:") + path;
    const socket = new WebSocket(url, { headers: token === null ? {} : { "Coder-Session-Token": token } });
    socket.on("error", () => undefined);
    return socket;
  }
}

/** The object has these keys with these values; other keys do not matter. */
export function assertHas(actual: unknown, expected: Readonly<Record<string, unknown>>): void {
  assert.ok(typeof actual === "object" && actual !== null, `no object: ${String(actual)}`);
  const found = Object.entries(actual).filter(([key]) => Object.hasOwn(expected, key));
  assert.deepEqual(Object.fromEntries(found), expected);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
