/** Plays the requests of one server run against a fresh embedded deployment. Knows no recorded answer. */
import { setTimeout as delay } from "node:timers/promises";
import type { Translate } from "../compare/translate";
import { enumKeys } from "../compare/rules";
import type { Answer, RecordedRequest } from "../recordings/recording";
import type { World } from "../recordings/world";
import { Bindings } from "./bindings";
import { exchange, exchangeFrames, type Prepared, prepare } from "./exchange";
import { moveLogWindow } from "./logIds";
import { creationIn, textField } from "./mentions";
import { planRun, type Step } from "./plan";
import { Server } from "./server";
import { Stage } from "./stage";
import { TemplateMaking } from "./templateMaking";
import { TemplateStage } from "./templateStage";
import { buildsUnderWay } from "./underWay";
import { Directory } from "./directory";
import { Maker } from "./maker";
import { events, makings, type ServerRun } from "./story";
import { assignUnnamed } from "./unnamed";
import { waitUntil } from "./wait";

/**
 * The answers to one question, oldest first. A question that was asked again and again until the answer changed
 * is asked here the whole time, so that no state is missed: the recorded ones must lie among these, in order.
 */
interface Trail {
  readonly files: readonly string[];
  readonly answers: readonly Answer[];
}

export interface Replayed {
  readonly trails: readonly Trail[];
  readonly translate: Translate;
}

/** Longest stretch of a session's silence that is waited out, milliseconds of the session. */
const longestGapMs = 15_000;
/** After such a silence builds and agents had come to rest. */
const restfulGapMs = 2_000;
/** Nothing that goes on by itself stands still for longer in between, milliseconds of the session. */
const longestStandstillMs = 4_000;

export async function replayRun(
  run: ServerRun,
  until: number,
  requests: readonly RecordedRequest[],
  world: World,
  speed: number,
): Promise<Replayed> {
  const server = await Server.start(run, speed);
  try {
    const inRun = (at: number) => at >= run.from && at < until;
    const mine = events.filter(({ version, at }) => version === run.version && inRun(at));
    const replay = new Replay(server, run, requests, world, speed);
    await replay.play(
      planRun(
        requests.filter(({ sentAt }) => inRun(sentAt)),
        world,
        mine,
        makings.filter(({ version }) => version === run.version),
      ),
    );
    return { trails: replay.trails, translate: replay.translate };
  } finally {
    await server.stop();
  }
}

class Replay {
  readonly trails: Trail[] = [];
  readonly #server: Server;
  readonly #bindings = new Bindings();
  readonly #directory: Directory;
  readonly #stage: Stage;
  readonly #maker: Maker;
  readonly #making: TemplateMaking;
  readonly #speed: number;
  readonly #unnamed: ReadonlyMap<RecordedRequest, string>;
  /** Terminals run beside the rest, in their own time: what runs in them is real. By reconnect id. */
  readonly #terminals = new Map<string, Promise<void>>();
  /** Builds and states that outlasted a wait: nobody waits for them again. */
  readonly #endless = new Set<string>();
  #clock = 0;

  /** @param requests of all runs of the version: what they tell of names holds for each */
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
    this.#directory = new Directory(server, world, this.#bindings, requests, {
      patienceMs: 1000 + 20_000 / speed,
      ownTasks:
        run.generation.startsWith("tasks") && run.generation !== "tasks-experimental"
          ? "/api/v2/tasks"
          : null,
    });
    const templates = new TemplateStage(server, requests);
    this.#stage = new Stage(server, world, this.#bindings, this.#directory, templates, requests);
    this.#making = new TemplateMaking(server, world, this.#bindings, requests);
    this.#maker = new Maker(server, run.version, world, this.#directory, templates);
  }

  get translate(): Translate {
    return this.#bindings.translate;
  }

  async play(steps: readonly Step[]): Promise<void> {
    this.#clock = steps[0]?.at ?? 0;
    const signUp = steps.find((step) => step.kind === "send" && isSignUp(step.request));
    if (signUp !== undefined) await this.#server.call("POST", "/_embedded/first-user", { exists: false });
    for (let index = 0; index < steps.length; index += 1) {
      const step = steps[index];
      if (step === undefined) break;
      await this.#pace(step);
      if (step.kind !== "send") await Promise.all(this.#terminals.values());
      switch (step.kind) {
        case "workspace":
          await this.#maker.workspace(step.name);
          break;
        case "build":
          this.#stage.bindBuild(step.build.workspace, step.build.number, await this.#maker.build(step.build));
          break;
        case "event":
          await this.#maker.happen(step.happening);
          break;
        case "send": {
          const repeated = repeatsOf(steps, index);
          if (repeated.length > 1) await this.#watch(repeated);
          else await this.#send(step.request, step.build);
          index += repeated.length - 1;
        }
      }
    }
    await Promise.all(this.#terminals.values());
  }

  /** Lets as much time pass as passed then. */
  async #pace(step: Step): Promise<void> {
    const gapMs = Math.max(0, step.at - this.#clock);
    this.#clock = Math.max(this.#clock, step.kind === "send" ? step.request.endedAt : step.at);
    await delay(Math.min(gapMs, longestGapMs) / this.#speed);
    if (gapMs >= restfulGapMs) await this.#rest();
  }

  async #rest(): Promise<void> {
    let busy: readonly string[] = [];
    const rested = await waitUntil(1000 + 20_000 / this.#speed, async () => {
      busy = (await buildsUnderWay(this.#server)).filter((id) => !this.#endless.has(id));
      return busy.length === 0;
    });
    if (!rested) for (const id of busy) this.#endless.add(id);
  }

  async #prepare(request: RecordedRequest): Promise<Prepared> {
    await this.#making.before(request);
    await this.#stage.bindMentions(request);
    const moved = await moveLogWindow(request, this.translate(request.path), this.#server);
    const token =
      request.actor === "agent" ? await this.#stage.agentToken() : this.#server.token(request.actor);
    return prepare(this.#making.filled(moved), this.#server, this.#bindings, token);
  }

  async #send(request: RecordedRequest, build: number | undefined): Promise<void> {
    if (request.method !== "GET") await Promise.all(this.#terminals.values());
    if (isSignUp(request)) await this.#server.call("POST", "/_embedded/first-user", { exists: true });
    if (build !== undefined) await this.#directory.idle(this.#stage.workspaceOf(request) ?? "");
    const prepared = await this.#prepare(request);
    if (request.socket !== null) {
      await this.#open(request, prepared);
      return;
    }
    for (let left = askedBefore(request); left > 0; left -= 1) await exchange(prepared);
    const answer = await exchange(prepared);
    this.trails.push({ files: [request.file], answers: [answer] });
    if (answer.status >= 300) return;
    this.#making.bindMade(request, answer.body);
    if (build !== undefined)
      this.#stage.bindBuild(this.#stage.workspaceOf(request) ?? "", build, answer.body);
    if (creationIn(request) !== undefined) {
      this.#stage.bindCreated(request, answer.body, this.#unnamed.get(request));
    }
  }

  /** Asks the same question all the time it was asked then, and until the answer no longer changes. */
  async #watch(requests: readonly RecordedRequest[]): Promise<void> {
    const [first, last] = [requests[0], requests.at(-1)];
    if (first === undefined || last === undefined) return;
    const prepared = await this.#prepare(first);
    const answers = [await exchange(prepared)];
    const begun = performance.now();
    let changed = begun;
    const lastedMs = (last.sentAt - first.sentAt) / this.#speed;
    await waitUntil(
      4000 + 3 * lastedMs,
      async () => {
        const answer = await exchange(prepared);
        const now = performance.now();
        if (words(answer) !== words(answers.at(-1))) {
          answers.push(answer);
          changed = now;
        }
        return now - begun > lastedMs && now - changed > 200 + longestStandstillMs / this.#speed;
      },
      // Often enough to see every state, seldom enough for the limit of 512 requests a minute and path.
      Math.max(3, lastedMs / 100),
    );
    this.#clock = last.endedAt;
    this.trails.push({ files: requests.map(({ file }) => file), answers });
  }

  async #open(request: RecordedRequest, prepared: Prepared): Promise<void> {
    const reconnect = request.path.endsWith("/pty") ? (request.query["reconnect"] ?? "") : undefined;
    const speed = reconnect === undefined ? this.#speed : 1;
    const { frames = [], closedByClient = true } = request.socket ?? {};
    const listen = async () => {
      if (reconnect !== undefined) await before;
      const lastedMs = Math.max(request.endedAt - request.sentAt, 1000);
      const answer = await exchangeFrames(prepared, frames, {
        hangUpAfterMs: closedByClient ? Math.max(lastedMs / speed, 300) : null,
        limitMs: 10_000,
        speed,
      });
      this.trails.push({ files: [request.file], answers: [answer] });
    };
    const before = this.#terminals.get(reconnect ?? "");
    const listening = listen();
    if (reconnect === undefined) await listening;
    else this.#terminals.set(reconnect, listening);
  }
}

/** The request that made the first user; the deployment under test has its users from the start. */
const isSignUp = (request: RecordedRequest) =>
  request.path === "/api/v2/users/first" && textField(request.body, "email")?.includes("@") === true;

/** How often it had been asked before without a recording, by the recorder's note: up to a limit, or once. */
function askedBefore({ note }: RecordedRequest): number {
  if (note.startsWith("same content")) return 1;
  return Number(/^limit (\d+)\/min/.exec(note)?.[1] ?? 0);
}

/** This request and those right after it that ask the same: it was asked until the answer changed. */
function repeatsOf(steps: readonly Step[], index: number): readonly RecordedRequest[] {
  const repeated: RecordedRequest[] = [];
  for (const step of steps.slice(index)) {
    if (step.kind !== "send") break;
    const { request } = step;
    if (repeated[0] !== undefined && !isSameQuestion(repeated[0], request)) break;
    repeated.push(request);
  }
  return repeated;
}

function isSameQuestion(one: RecordedRequest, other: RecordedRequest): boolean {
  return (
    one.method === "GET" &&
    other.method === "GET" &&
    one.socket === null &&
    other.socket === null &&
    one.path === other.path &&
    one.actor === other.actor &&
    JSON.stringify(one.query) === JSON.stringify(other.query) &&
    JSON.stringify(one.headers) === JSON.stringify(other.headers)
  );
}

/** Everything an answer says in words: what a poller would see change. */
function words(answer: Answer | undefined): string {
  return JSON.stringify([answer?.status, answer?.body], (key, value: unknown) =>
    typeof value === "string" && !enumKeys.has(key) && key !== "message"
      ? ""
      : typeof value === "number"
        ? 0
        : value,
  );
}
