/** Plays the requests of one server run against a fresh embedded deployment. Knows no recorded answer. */
import { setTimeout as delay } from "node:timers/promises";
import * as z from "zod";
import type { Translate } from "../compare/json";
import { enumKeys } from "../compare/rules";
import type { Answer, RecordedRequest } from "../recordings/recording";
import type { World } from "../recordings/world";
import { Bindings } from "./bindings";
import { exchange, exchangeFrames, type Prepared, prepare } from "./exchange";
import { moveLogWindow } from "./logIds";
import { creationIn } from "./mentions";
import { planRun, type Step } from "./plan";
import { Server } from "./server";
import { Stage } from "./stage";
import { events, type ServerRun } from "./story";
import { assignUnnamed } from "./unnamed";
import { waitUntil } from "./wait";

export interface Replayed {
  /** By file. */
  readonly answers: ReadonlyMap<string, Answer>;
  readonly translate: Translate;
}

/** Longest stretch of a session's silence that is waited out, milliseconds of the session. */
const longestGapMs = 15_000;
/** After such a silence builds and agents had come to rest. */
const restfulGapMs = 2_000;

const overview = z.object({
  workspaces: z.array(
    z.object({
      latest_build: z.object({
        id: z.string(),
        job: z.object({ status: z.string() }),
        resources: z.array(
          z.object({
            agents: z
              .array(
                z.object({ lifecycle_state: z.string(), apps: z.array(z.object({ health: z.string() })) }),
              )
              .nullish(),
          }),
        ),
      }),
    }),
  ),
});

export async function replayRun(
  run: ServerRun,
  until: number,
  requests: readonly RecordedRequest[],
  world: World,
  speed: number,
): Promise<Replayed> {
  const server = await Server.start(run, speed);
  try {
    const mine = events.filter(({ version, at }) => version === run.version && at >= run.from && at < until);
    const replay = new Replay(server, run, requests, world, speed);
    await replay.play(planRun(requests, world, mine));
    return { answers: replay.answers, translate: replay.translate };
  } finally {
    await server.stop();
  }
}

class Replay {
  readonly answers = new Map<string, Answer>();
  readonly #server: Server;
  readonly #bindings = new Bindings();
  readonly #stage: Stage;
  readonly #speed: number;
  readonly #unnamed: ReadonlyMap<RecordedRequest, string>;
  /** Terminals run beside the rest, in their own time: what runs in them is real. By reconnect id. */
  readonly #terminals = new Map<string, Promise<void>>();
  /** Builds that outlasted a wait: nobody waits for them again. */
  readonly #endless = new Set<string>();
  #clock = 0;
  #previous: RecordedRequest | null = null;

  constructor(
    server: Server,
    run: ServerRun,
    requests: readonly RecordedRequest[],
    world: World,
    speed: number,
  ) {
    this.#server = server;
    this.#speed = speed;
    this.#unnamed = assignUnnamed(requests, world);
    this.#stage = new Stage(server, world, this.#bindings, requests, {
      patienceMs: 1000 + 20_000 / speed,
      taskBase:
        run.generation === "chats"
          ? null
          : run.generation === "tasks-experimental"
            ? "/api/experimental/tasks"
            : "/api/v2/tasks",
    });
  }

  get translate(): Translate {
    return this.#bindings.translate;
  }

  async play(steps: readonly Step[]): Promise<void> {
    this.#clock = steps[0]?.at ?? 0;
    for (const step of steps) {
      const gapMs = await this.#pace(step);
      switch (step.kind) {
        case "workspace":
          await this.#stage.makeWorkspace(step.name);
          break;
        case "build":
          await this.#stage.makeBuild(step.build);
          break;
        case "event":
          await this.#stage.happen(step.happening);
          break;
        case "send":
          await this.#send(step.request, step.build !== undefined, gapMs);
          this.#previous = step.request;
      }
    }
    await Promise.all(this.#terminals.values());
  }

  /** Lets as much time pass as passed then; returns how much that was, in milliseconds of the session. */
  async #pace(step: Step): Promise<number> {
    const gapMs = Math.max(0, step.at - this.#clock);
    this.#clock = Math.max(this.#clock, step.kind === "send" ? step.request.endedAt : step.at);
    const isRepeated = step.kind === "send" && this.#isRepeated(step.request);
    if (isRepeated) return gapMs;
    await delay(Math.min(gapMs, longestGapMs) / this.#speed);
    if (gapMs >= restfulGapMs) await this.#rest();
    return gapMs;
  }

  /** The very same question again: it was asked until the answer changed. */
  #isRepeated(request: RecordedRequest): boolean {
    const before = this.#previous;
    return (
      before !== null &&
      request.method === "GET" &&
      before.method === "GET" &&
      request.socket === null &&
      before.path === request.path &&
      before.actor === request.actor &&
      JSON.stringify(before.query) === JSON.stringify(request.query)
    );
  }

  async #rest(): Promise<void> {
    let busy: string[] = [];
    const rested = await waitUntil(1000 + 20_000 / this.#speed, async () => {
      const seen = await this.#server.ask(overview, "GET", "/api/v2/workspaces");
      busy = (seen?.workspaces ?? [])
        .filter(({ latest_build: build }) => {
          const agents = build.resources.flatMap((resource) => resource.agents ?? []);
          return (
            ["pending", "running", "canceling"].includes(build.job.status) ||
            (build.job.status === "succeeded" &&
              agents.some(
                (agent) =>
                  ["created", "starting"].includes(agent.lifecycle_state) ||
                  agent.apps.some((app) => app.health === "initializing"),
              ))
          );
        })
        .map(({ latest_build: build }) => build.id)
        .filter((id) => !this.#endless.has(id));
      return busy.length === 0;
    });
    if (!rested) for (const id of busy) this.#endless.add(id);
  }

  async #send(request: RecordedRequest, makesBuild: boolean, gapMs: number): Promise<void> {
    if (request.method !== "GET") await Promise.all(this.#terminals.values());
    await this.#stage.bindMentions(request);
    if (makesBuild) await this.#stage.idleFor(request);
    const moved = await moveLogWindow(request, this.translate(request.path), this.#server);
    const token =
      request.actor === "agent" ? await this.#stage.agentToken() : this.#server.token(request.actor);
    const prepared = prepare(moved, this.#server, this.#bindings, token);
    if (request.socket === null) {
      const answer = this.#isRepeated(request)
        ? await this.#askUntilChanged(prepared, gapMs)
        : await exchange(prepared);
      this.answers.set(request.file, answer);
      if (creationIn(request) !== undefined && answer.status < 300) {
        this.#stage.bindCreated(request, answer.body, this.#unnamed.get(request));
      }
      return;
    }
    const reconnect = request.path.endsWith("/pty") ? (request.query["reconnect"] ?? "") : undefined;
    const listening = this.#listen(request, prepared, reconnect === undefined ? this.#speed : 1, reconnect);
    if (reconnect === undefined) await listening;
    else this.#terminals.set(reconnect, listening);
  }

  async #listen(
    request: RecordedRequest,
    prepared: Prepared,
    speed: number,
    reconnect: string | undefined,
  ): Promise<void> {
    if (reconnect !== undefined) await this.#terminals.get(reconnect);
    const lastedMs = Math.max(request.endedAt - request.sentAt, 1000);
    const { frames = [], closedByClient = true } = request.socket ?? {};
    const answer = await exchangeFrames(prepared, frames, {
      hangUpAfterMs: closedByClient ? Math.max(lastedMs / speed, 300) : null,
      limitMs: 10_000,
      speed,
    });
    this.answers.set(request.file, answer);
  }

  async #askUntilChanged(prepared: Prepared, gapMs: number): Promise<Answer> {
    const before = this.#previous === null ? undefined : this.answers.get(this.#previous.file);
    const patienceMs = gapMs < 100 ? 0 : 300 + (2 * Math.min(gapMs, longestGapMs)) / this.#speed;
    let answer = await exchange(prepared);
    await waitUntil(patienceMs, async () => {
      if (before === undefined || words(answer) !== words(before)) return true;
      answer = await exchange(prepared);
      return false;
    });
    return answer;
  }
}

/** Everything an answer says in Coder's own words: what a poller would see change. */
function words(answer: Answer): string {
  return JSON.stringify([answer.status, answer.body], (key, value: unknown) =>
    typeof value === "string" && !enumKeys.has(key) ? "" : typeof value === "number" ? 0 : value,
  );
}
