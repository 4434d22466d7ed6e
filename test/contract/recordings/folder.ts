/** A folder of recordings: `<version>/<area>/<name>.json` beside one `world.json`. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { parseRecording, type Recording } from "./recording";
import { parseWorld, type World } from "./world";

export interface Folder {
  /** Oldest first, over all versions. */
  readonly recordings: readonly Recording[];
  readonly world: World;
}

/** Throws an Error that names the file when a recording or `world.json` cannot be read. */
export function readFolder(directory: string): Folder {
  const worldFile = join(directory, "world.json");
  if (!existsSync(worldFile))
    throw new Error(`${directory} has no world.json: it is no folder of recordings`);
  const recordings: Recording[] = [];
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isFile() || !entry.name.endsWith(".json") || path === worldFile) continue;
    const file = relative(directory, path)
      .split(sep)
      .join("/")
      .replace(/\.json$/, "");
    const recording = parseRecording(file, readJson(path));
    if (recording !== undefined) recordings.push(recording);
  }
  recordings.sort((one, other) => one.request.endedAt - other.request.endedAt);
  return { recordings, world: parseWorld(readJson(worldFile)) };
}

function readJson(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    throw new Error(`${path} is not JSON`, { cause: error });
  }
}
