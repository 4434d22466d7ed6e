/**
 * Turns the requests of one server run into a timetable: the requests themselves, and between them what must
 * have happened although no request of the folder did it (workspaces and builds that `world.json` names).
 */
import type { RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";
import { creationIn, idsIn, namedIn, type Transition, transitionIn } from "./mentions";
import { makesTemplate } from "./templateMaking";
import type { Event, Happening, Making } from "./story";

export type Step = { readonly at: number } & (
  | { readonly kind: "send"; readonly request: RecordedRequest; readonly build: number | undefined }
  | { readonly kind: "workspace"; readonly name: string }
  | { readonly kind: "build"; readonly build: MissingBuild }
  | { readonly kind: "event"; readonly happening: Happening }
);

/** A build that `world.json` knows, or that must lie between two it knows, and no request asked for. */
export interface MissingBuild {
  readonly workspace: string;
  readonly number: number;
  readonly transition: Transition;
  readonly outcome: "succeeded" | "failed" | "under way";
}

/** A pause in the session long enough for things to happen that nobody recorded. */
const longPauseMs = 10_000;

export function planRun(
  requests: readonly RecordedRequest[],
  world: World,
  events: readonly Event[],
  makings: readonly Making[],
): readonly Step[] {
  const owned = new Map<RecordedRequest, number>();
  const steps: Step[] = [];
  for (const name of workspaceNames(world)) {
    const about = requests.filter((request) => mentionsWorkspace(request, name, world));
    // Asking again for a name that is taken makes nothing.
    const created = requests.some(
      (request) => creationIn(request)?.name === name && request.sentAt <= (about[0]?.sentAt ?? Infinity),
    );
    const isTask = world.named("task", name) !== undefined;
    if (!created && (isTask || about.length > 0)) {
      // Nothing can have been made before there was a template.
      const earliest = requests.find(makesTemplate)?.sentAt ?? 0;
      const first =
        requests.find((request) => creationIn(request) !== undefined && request.sentAt > earliest) ??
        about[0];
      steps.push({
        kind: "workspace",
        name,
        at:
          makings.find((making) => making.name === name)?.at ??
          Math.min(first?.sentAt ?? 0, about[0]?.sentAt ?? Infinity),
      });
    }
    steps.push(...missingBuilds(name, about, requests, world, owned));
  }
  for (const { at, happening } of events) steps.push({ kind: "event", at, happening });
  for (const request of requests) {
    steps.push({ kind: "send", at: request.sentAt, request, build: owned.get(request) });
  }
  // Of the same moment: what must have happened before comes first.
  const rank = (step: Step) => (step.kind === "send" ? 1 : 0);
  return steps.sort((one, other) => one.at - other.at || rank(one) - rank(other));
}

/** Names that are made by their own creation without a name are bound when they are mentioned (bindings.ts). */
function workspaceNames(world: World): readonly string[] {
  const names = [...world.ofKind("workspace"), ...world.ofKind("task")].map((entity) => entity.name);
  return [...new Set(names)].filter((name) => !isGenerated(name));
}

/** `task-upbeat-sanderson-7894`: the name the server gives a task that was created without one. */
export const isGenerated = (name: string) => /^task-[a-z]+-[a-z]+-[0-9a-f]{4}$/.test(name);

function mentionsWorkspace(request: RecordedRequest, name: string, world: World): boolean {
  if (namedIn(request)?.name === name) return true;
  return idsIn(request).some((id) => {
    const entity = world.get(id);
    return entity !== undefined && workspaceNameOf(entity) === name;
  });
}

/** The workspace an id stands for or belongs to, where its name tells. */
export function workspaceNameOf(entity: Entity): string | undefined {
  if (entity.kind === "workspace" || entity.kind === "task") return entity.name;
  return entity.kind === "build" ? entity.name.split("#")[0] : undefined;
}

/**
 * Gives each build after the first to the request that asked for it: the last one of its transition before
 * the build is first mentioned. Builds without such a request are returned, at the latest time they can have.
 */
function missingBuilds(
  workspace: string,
  about: readonly RecordedRequest[],
  all: readonly RecordedRequest[],
  world: World,
  owned: Map<RecordedRequest, number>,
): Step[] {
  const known = world
    .ofKind("build")
    .filter((build) => workspaceNameOf(build) === workspace)
    .map((build) => ({ build, number: Number(build.name.split("#")[1]) }));
  const last = Math.max(1, ...known.map(({ number }) => number));
  const steps: Step[] = [];
  let after = 0;
  for (let number = 2; number <= last; number += 1) {
    const build = known.find((candidate) => candidate.number === number)?.build;
    const transition = build === undefined ? undefined : transitionOf(build);
    const mentioned = about.find((request) => build !== undefined && idsIn(request).includes(build.id));
    const before = mentioned?.sentAt ?? Infinity;
    const asked = about.filter(
      (request) => transitionIn(request) !== undefined && request.sentAt > after && request.sentAt < before,
    );
    const later = known.some((candidate) => candidate.number > number);
    const fitting = asked.filter((request) => transitionIn(request) === transition && !isFailing(build));
    const maker = mentioned === undefined && later ? fitting[0] : fitting.at(-1);
    if (maker !== undefined) {
      owned.set(maker, number);
      after = maker.sentAt;
      continue;
    }
    if (build === undefined && !later) continue;
    const at =
      (mentioned === undefined ? asked[0] : (asked.at(-1) ?? mentioned))?.sentAt ??
      nextPause(all, about, after);
    steps.push({
      kind: "build",
      at,
      build: { workspace, number, transition: transition ?? "start", outcome: outcomeOf(build) },
    });
    after = at - 1;
  }
  return steps;
}

/** The first moment after the last word about a workspace's previous build when nothing was recorded for long. */
function nextPause(
  all: readonly RecordedRequest[],
  about: readonly RecordedRequest[],
  after: number,
): number {
  const from = about.find((request) => request.sentAt > after)?.endedAt ?? after;
  const times = all.filter((request) => request.sentAt >= from);
  const index = times.findIndex(
    (request, i) => (times[i + 1]?.sentAt ?? Infinity) - request.endedAt > longPauseMs,
  );
  return (times[index]?.endedAt ?? from) + 1;
}

const isFailing = (build: Entity | undefined) =>
  build !== undefined && build.seen.length > 0 && build.seen.every((state) => state === "failed");

function transitionOf(build: Entity): Transition | undefined {
  if (build.seen.some((state) => state === "stopped" || state === "stopping")) return "stop";
  if (build.seen.some((state) => state === "deleted" || state === "deleting")) return "delete";
  return "start";
}

function outcomeOf(build: Entity | undefined): MissingBuild["outcome"] {
  if (build === undefined) return "succeeded";
  if (isFailing(build)) return "failed";
  return build.seen.some((state) => state.endsWith("ing") && state !== "pending" && state !== "running")
    ? "under way"
    : "succeeded";
}
