/** Replays a folder of recordings against the embedded deployment and compares, file by file. */
import { compareAnswers } from "./compare/answer";
import type { Difference } from "./compare/difference";
import { replayChats } from "./chats/chatReplay";
import { chatSessionsOf, isOf, isSame } from "./chats/sessionsOf";
import { replayRun, type Replayed } from "./driver/replay";
import { runsOf } from "./driver/story";
import { type KnownDifference } from "./knownDifferences";
import type { Folder } from "./recordings/folder";
import type { Recording, RecordedRequest } from "./recordings/recording";
import { type Scope, scopeOf } from "./scope";

export interface Outcome {
  readonly file: string;
  readonly verdict: "match" | "differs" | "known difference" | "stale known difference" | "out of scope";
  /** Why it is out of scope or known. */
  readonly reason: string;
  readonly differences: readonly Difference[];
}

export interface ContractOptions {
  /** How many times faster than a real one the deployment runs. */
  readonly speed: number;
  readonly known: readonly KnownDifference[];
  /**
   * Recordings of the same sessions in another folder: what was asked there is asked here too, so that the
   * deployment comes to the same state, and nothing of it is compared.
   */
  readonly context?: Folder;
}

const outside: Readonly<Record<Exclude<Scope, "in">, string>> = {
  later: "an area of later work",
  "not ours": "no route of our client",
};

export async function checkContract(folder: Folder, options: ContractOptions): Promise<readonly Outcome[]> {
  const runs = await replayFolder(folder, options);
  const recorded = new Map(folder.recordings.map((recording) => [recording.request.file, recording]));
  const differences = new Map(runs.flatMap((run) => compareRun(run, recorded)));
  return folder.recordings.map(({ request }) => judge(request, differences.get(request.file), options));
}

/** All runs of all versions, side by side; then the sessions with chats, which do not mind how long things take. */
async function replayFolder(folder: Folder, options: ContractOptions): Promise<readonly Replayed[]> {
  const requests = withContext(folder, options);
  const world = options.context === undefined ? folder.world : folder.world.with(options.context.world);
  const own = folder.recordings.map(({ request }) => request);
  const sessions = chatSessionsOf(requests);
  const hasSession = (request: RecordedRequest) => sessions.some((session) => isOf(session, request));
  const versions = [
    ...new Set(own.filter((request) => !hasSession(request)).map((request) => request.version)),
  ];
  const inTime = await Promise.all(
    versions.flatMap((version) => {
      const mine = requests.filter((request) => request.version === version && !hasSession(request));
      const runs = runsOf(
        version,
        own.filter((request) => request.version === version),
      );
      return runs.map((run, index) =>
        replayRun(run, runs[index + 1]?.from ?? Infinity, mine, world.of(version), options.speed),
      );
    }),
  );
  const inChats = await Promise.all(
    sessions.flatMap((session, index) => {
      if (!own.some((request) => isOf(session, request))) return [];
      const next = sessions.slice(index + 1).find((one) => isSame(one, session));
      const mine = requests.filter((request) => isOf(session, request));
      return [replayChats(session, next?.from ?? Infinity, mine, world.of(session.version))];
    }),
  );
  return [...inTime, ...inChats];
}

/** What is asked: all that is in scope, and what changes something, whoever's it is. */
function withContext(folder: Folder, { context }: ContractOptions): readonly RecordedRequest[] {
  const own = new Set(folder.recordings.map(({ request }) => request.file));
  const others = (context?.recordings ?? []).filter(({ request }) => !own.has(request.file));
  return [...folder.recordings, ...others]
    .map(({ request }) => request)
    .filter((request) => {
      const scope = scopeOf(request);
      return scope === "in" || (scope === "not ours" && request.method !== "GET");
    })
    .sort((one, other) => one.sentAt - other.sentAt);
}

/**
 * The differences of every file of a run. Where a question was asked again and again, each recorded answer is
 * looked for behind the place where the one before was found: the states come in the recorded order.
 */
function compareRun(
  { trails, translate }: Replayed,
  recordings: ReadonlyMap<string, Recording>,
): readonly (readonly [string, readonly Difference[]])[] {
  return trails.flatMap(({ files, answers }) => {
    let from = 0;
    return files.flatMap((file) => {
      const recording = recordings.get(file);
      if (recording === undefined) return [];
      const { request, answer: recorded } = recording;
      let best: readonly Difference[] | undefined;
      for (const [index, given] of answers.entries()) {
        if (index < from || best?.length === 0) continue;
        const differences = compareAnswers({ request, recorded, given, translate });
        if (differences.length === 0) from = index;
        if (best === undefined || differences.length < best.length) best = differences;
      }
      return [[file, best ?? unanswered] as const];
    });
  });
}

const unanswered: readonly Difference[] = [{ where: "answer", recorded: "one", given: "none" }];

function judge(
  request: RecordedRequest,
  differences: readonly Difference[] | undefined,
  { known }: ContractOptions,
): Outcome {
  const { file } = request;
  const scope = scopeOf(request);
  if (scope !== "in") {
    return { file, verdict: "out of scope", reason: outside[scope], differences: [] };
  }
  const entry = known.find((candidate) => candidate.file === file);
  const found = differences ?? unanswered;
  return { file, verdict: verdictOf(found, entry), reason: entry?.reason ?? "", differences: found };
}

function verdictOf(
  differences: readonly Difference[],
  entry: KnownDifference | undefined,
): Outcome["verdict"] {
  if (differences.length === 0) return entry === undefined ? "match" : "stale known difference";
  return entry === undefined ? "differs" : "known difference";
}
