/**
 * The coding agent of the embedded deployment: a script that behaves like one. It takes a prompt, reports that
 * it works, edits real files in its workspace, answers, and becomes idle. The same seed gives the same words.
 *
 * A prompt can say how the turn goes:
 *
 * | in the prompt | effect |
 * |---|---|
 * | `think=N`, `[slow N]`, `[slow]` | the turn takes N seconds (60 for `[slow]`; else the parameter think_seconds, else 3) |
 * | `[complete]` | ends with state `complete`: a pull request was opened |
 * | `[fail]` | ends with state `failure`: tests failed |
 * | `[ask]` | ends idle with a question, made of the rest of the prompt |
 * | `[keepworking]` | the turn ends, but the last report stays `working` |
 * | `[crash]` | the app's process dies: nothing listens any more, after a while its health check fails |
 */
import type { Deployment } from "../deployment";
import { promptOf, taskApp } from "../render/task";
import { type Random, seededRandom } from "../state/random";
import { latestBuild } from "../state/store";
import type { AppState, Workspace } from "../state/types";
import type { Worker } from "../state/worker";
import { type Directives, parseDirectives } from "./directives";
import { killApp } from "./outages";
import { applyEdits, projectDirectory } from "./project";
import { pullRequest, questionAbout, shorten, type Story, tellStory } from "./story";

/** Coder refuses longer reports (facts/coder-api.md 4). */
const longestReport = 160;
const interrupt = "\u0003";

/** What is left of the turns that agents are in the middle of when the deployment begins, in seconds. */
const shortestRest = 30 * 60;
const longestRest = 3 * 3600;

/** One running coding agent. */
interface Session {
  readonly random: Random;
  /** What is to happen in the running turn; null while it waits for input. */
  turn: (() => void)[] | null;
  /** Raw input not yet ended by a line break. */
  typed: string;
  /** Lines typed while it was busy. */
  readonly queue: string[];
}

export class ScriptedWorker implements Worker {
  readonly #deployment: Deployment;
  readonly #sessions = new Map<string, Session>();
  /** Workspaces whose agent has run before: it restores its session instead of beginning again. */
  readonly #started = new WeakSet<Workspace>();

  constructor(deployment: Deployment) {
    this.#deployment = deployment;
  }

  start(workspace: Workspace, prompt: string): void {
    this.crash(workspace);
    const session = this.#open(workspace);
    const restored = this.#started.has(workspace) || workspace.latestAppStatus !== null;
    this.#started.add(workspace);
    if (restored) this.#report(workspace, "idle", "Session restored, waiting for input");
    else if (prompt.trim() !== "") this.#take(workspace, session, prompt);
  }

  stop(workspace: Workspace): void {
    this.crash(workspace);
    if (workspace.folder !== null) this.#deployment.terminals.endWorkspace(workspace.folder);
  }

  crash(workspace: Workspace): void {
    const session = this.#sessions.get(workspace.id);
    if (session !== undefined) endTurn(session);
    this.#sessions.delete(workspace.id);
  }

  status(workspace: Workspace): "stable" | "running" {
    return this.#session(workspace).turn === null ? "stable" : "running";
  }

  message(workspace: Workspace, content: string, type: "user" | "raw"): boolean {
    const session = this.#session(workspace);
    if (type === "raw") {
      this.#type(workspace, session, content);
      return true;
    }
    if (session.turn !== null) return false;
    this.#take(workspace, session, content);
    return true;
  }

  close(): void {
    for (const session of this.#sessions.values()) endTurn(session);
    this.#sessions.clear();
  }

  goOn(workspace: Workspace): void {
    const session = this.#open(workspace);
    const seconds = shortestRest + session.random.next() * (longestRest - shortestRest);
    const directives = this.#directives(workspace, workspace.task?.prompt ?? promptOf(workspace));
    this.#work(workspace, session, { ...directives, seconds });
  }

  /** The session of a running agent; one that waits for input since before the deployment began gets it now. */
  #session(workspace: Workspace): Session {
    return this.#sessions.get(workspace.id) ?? this.#open(workspace);
  }

  #open(workspace: Workspace): Session {
    const random = seededRandom(hash(workspace.name) ^ this.#deployment.options.seed);
    const session: Session = { random, turn: null, typed: "", queue: [] };
    this.#sessions.set(workspace.id, session);
    return session;
  }

  /** Keys as they arrive on a terminal: Ctrl+C interrupts, a line break sends the line. */
  #type(workspace: Workspace, session: Session, keys: string): void {
    for (const key of keys) {
      if (key === interrupt) {
        session.typed = "";
        session.queue.length = 0;
        if (session.turn !== null) this.#interrupt(workspace, session);
      } else if (key === "\r" || key === "\n") {
        const line = session.typed.trim();
        session.typed = "";
        if (line !== "") session.queue.push(line);
      } else {
        session.typed += key;
      }
    }
    this.#next(workspace, session);
  }

  /** Begins with the next line of the queue, when it waits for input. */
  #next(workspace: Workspace, session: Session): void {
    if (session.turn !== null) return;
    const line = session.queue.shift();
    if (line !== undefined) this.#take(workspace, session, line);
  }

  #interrupt(workspace: Workspace, session: Session): void {
    endTurn(session);
    this.#deployment.appendMessage(workspace, "agent", "Interrupted. What should I do instead?");
    this.#report(workspace, "idle", "Interrupted, waiting for input");
  }

  #take(workspace: Workspace, session: Session, prompt: string): void {
    this.#work(workspace, session, this.#directives(workspace, prompt));
    this.#deployment.appendMessage(workspace, "user", prompt);
    this.#report(workspace, "working", `Working on: ${prompt.replace(/\s+/g, " ").trim()}`);
  }

  /** One turn, from its first step to its answer. */
  #work(workspace: Workspace, session: Session, directives: Directives): void {
    const story = tellStory(directives.topic, session.random);
    const ms = directives.seconds * 1000;
    session.turn = [
      this.#later(ms * 0.3, () => {
        this.#report(workspace, "working", story.steps[0]);
      }),
      this.#later(ms * 0.6, () => {
        this.#report(workspace, "working", story.steps[1]);
        applyEdits(this.#directory(workspace), story.edits);
      }),
      this.#later(ms, () => {
        session.turn = null;
        this.#finish(workspace, directives, story);
        this.#next(workspace, session);
      }),
    ];
  }

  #finish(workspace: Workspace, { ending, topic }: Directives, story: Story): void {
    const say = (text: string) => this.#deployment.appendMessage(workspace, "agent", text);
    switch (ending) {
      case "idle":
        say(story.reply);
        this.#report(workspace, "idle", story.summary);
        return;
      case "complete":
        say(`${story.reply}\n\nI opened a pull request with the change.`);
        this.#report(workspace, "complete", "Opened pull request with the change", pullRequest);
        return;
      case "failure":
        say("3 of 41 tests fail, and I could not get them to pass. What I tried is in `notes/CHANGES.md`.");
        this.#report(workspace, "failure", "Tests failed: 3 of 41 failing");
        return;
      case "keepWorking":
        say("Still on it.");
        this.#report(workspace, "working", `Still working on: ${topic}`);
        return;
      case "question":
        say(questionAbout(topic));
        this.#report(workspace, "idle", `Question: ${questionAbout(topic)}`);
        return;
      case "crash":
        killApp(this.#deployment, workspace);
    }
  }

  #directives(workspace: Workspace, prompt: string): Directives {
    const { parameters } = latestBuild(workspace);
    const seconds = Number(parameters.find(({ name }) => name === "think_seconds")?.value ?? "3");
    return parseDirectives(prompt, seconds);
  }

  #later(ms: number, action: () => void): () => void {
    return this.#deployment.timers.after(ms, action);
  }

  #report(workspace: Workspace, state: AppState, message: string, uri = ""): void {
    const app = taskApp(this.#deployment, workspace);
    if (app === undefined) return;
    this.#deployment.reportAppStatus(workspace, app.blueprint.slug, {
      state,
      message: shorten(message, longestReport),
      uri,
    });
  }

  #directory(workspace: Workspace): string {
    const home = this.#deployment.folders.of(workspace);
    return projectDirectory(home, latestBuild(workspace).agent?.blueprint.directory ?? "");
  }
}

function endTurn(session: Session): void {
  for (const cancel of session.turn ?? []) cancel();
  session.turn = null;
}

/** FNV-1a: the same name gives the same agent. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (const character of text) value = Math.imul(value ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return value >>> 0;
}
