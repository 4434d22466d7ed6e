/** Replays a folder of recordings against the embedded deployment and compares, file by file. */
import { compareAnswers } from "./compare/answer";
import type { Difference } from "./compare/difference";
import { replayRun, type Replayed } from "./driver/replay";
import { serverRuns } from "./driver/story";
import { type KnownDifference } from "./knownDifferences";
import type { Folder } from "./recordings/folder";
import type { Recording, RecordedRequest } from "./recordings/recording";
import { scopeOf } from "./scope";

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

export async function checkContract(folder: Folder, options: ContractOptions): Promise<readonly Outcome[]> {
  const replayed = await replayFolder(folder, options);
  return folder.recordings.map((recording) => judge(recording, replayed, options.known));
}

/** By file; the runs of all versions side by side. */
async function replayFolder(
  folder: Folder,
  options: ContractOptions,
): Promise<ReadonlyMap<string, Replayed>> {
  const requests = withContext(folder, options.context);
  const world = options.context === undefined ? folder.world : folder.world.with(options.context.world);
  const versions = [...new Set(folder.recordings.map(({ request }) => request.version))];
  const byFile = new Map<string, Replayed>();
  await Promise.all(
    versions.flatMap((version) => {
      const runs = serverRuns.filter((run) => run.version === version);
      if (runs.length === 0)
        throw new Error(`nobody knows how to run a deployment of version ${version} (story.ts)`);
      return runs.map(async (run, index) => {
        const until = runs[index + 1]?.from ?? Infinity;
        const mine = requests.filter(
          (request) => request.version === version && request.sentAt >= run.from && request.sentAt < until,
        );
        const replayed = await replayRun(run, until, mine, world.of(version), options.speed);
        for (const request of mine) byFile.set(request.file, replayed);
      });
    }),
  );
  return byFile;
}

/** What is asked: all that is in scope, and what changes something, whoever's it is. */
function withContext(folder: Folder, context: Folder | undefined): readonly RecordedRequest[] {
  const own = new Set(folder.recordings.map(({ request }) => request.file));
  const others = (context?.recordings ?? []).filter(({ request }) => !own.has(request.file));
  return [...folder.recordings, ...others]
    .map(({ request }) => request)
    .filter(
      (request) => scopeOf(request) === "in" || (scopeOf(request) === "not ours" && request.method !== "GET"),
    )
    .sort((one, other) => one.sentAt - other.sentAt);
}

function judge(
  { request, answer: recorded }: Recording,
  replayed: ReadonlyMap<string, Replayed>,
  known: readonly KnownDifference[],
): Outcome {
  const { file } = request;
  const scope = scopeOf(request);
  if (scope !== "in") {
    const reason = scope === "later" ? "an area of later work" : "no route of our client";
    return { file, verdict: "out of scope", reason, differences: [] };
  }
  const entry = known.find((candidate) => candidate.file === file);
  const differences = compare(request, recorded, replayed.get(file));
  const verdict =
    differences.length === 0
      ? entry === undefined
        ? "match"
        : "stale known difference"
      : entry === undefined
        ? "differs"
        : "known difference";
  return { file, verdict, reason: entry?.reason ?? "", differences };
}

function compare(request: RecordedRequest, recorded: Recording["answer"], replayed: Replayed | undefined) {
  const given = replayed?.answers.get(request.file);
  if (replayed === undefined || given === undefined) {
    return [{ where: "answer", recorded: String(recorded.status), given: "none" }];
  }
  return compareAnswers({ request, recorded, given, translate: replayed.translate });
}
