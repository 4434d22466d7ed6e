/** What a file explorer does besides reading, writing and listing. */
import type { Call } from "../../models/call";
import type { ScriptAnswer } from "../commands/scriptAnswer";
import { damaged } from "../commands/scriptErrors";
import { pathWord } from "../commands/workspacePath";
import type { Fleet } from "../fleet";
import { type DirectoryEntry, toEntry } from "./directoryEntry";
import { FILE_LIMIT_MS, runFileScript } from "./fileScript";

interface FileRequest {
  readonly workspace: string;
  readonly path: string;
}

/** What is at a path; of a link, what it leads to. Its name is the path. Undefined where there is nothing. */
export async function statFile(
  fleet: Fleet,
  request: FileRequest,
  call: Call,
): Promise<DirectoryEntry | undefined> {
  const answer = await onPath(
    fleet,
    request,
    `[ -e "$F" ] || { say end; exit 0; }
command -v stat >/dev/null 2>&1 || fail tools
stat -L -c '%f %s %Y' "$F" 2>/dev/null | blob stat`,
    call,
  );
  const line = answer.blob("stat");
  if (line === undefined) throw damaged(request.workspace);
  return toEntry(request.path, line.toString().trim());
}

/**
 * Makes a directory; its parents have to be there.
 * @throws ValidationError(conflict) where something is there already
 */
export async function makeDirectory(fleet: Fleet, request: FileRequest, call: Call): Promise<void> {
  await onPath(
    fleet,
    request,
    `[ ! -e "$F" ] || fail exists
[ -d "$(dirname "$F")" ] || fail missing
mkdir "$F" 2>/dev/null || fail denied`,
    call,
  );
}

/**
 * Removes a file, a link, or a directory, with all that is in it only where that is said.
 * @throws ValidationError(bad_argument, conflict) where there is nothing, or the directory is not empty
 */
export async function removeFile(
  fleet: Fleet,
  request: FileRequest & { readonly recursive: boolean },
  call: Call,
): Promise<void> {
  const directory = request.recursive
    ? `rm -rf "$F" 2>/dev/null || fail denied`
    : `[ -z "$(ls -A "$F")" ] || fail notempty
  rmdir "$F" 2>/dev/null || fail denied`;
  await onPath(
    fleet,
    request,
    `if [ -d "$F" ] && [ ! -L "$F" ]; then
  ${directory}
else
  [ -e "$F" ] || [ -L "$F" ] || fail missing
  rm -f "$F" 2>/dev/null || fail denied
fi`,
    call,
  );
}

/**
 * Gives a file or directory another path.
 * @throws ValidationError(bad_argument, conflict) where there is nothing, or something at the new path and it may not be
 * replaced; nothing is replaced by a directory, and no directory is.
 */
export async function renameFile(
  fleet: Fleet,
  request: FileRequest & { readonly to: string; readonly overwrite: boolean },
  call: Call,
): Promise<void> {
  const taken = request.overwrite
    ? `if [ -d "$T" ] || { [ -e "$T" ] && [ -d "$F" ]; }; then fail exists; fi`
    : `if [ -e "$T" ] || [ -L "$T" ]; then fail exists; fi`;
  await onPath(
    fleet,
    request,
    `T=${pathWord(request.to, "to")}
[ -e "$F" ] || [ -L "$F" ] || fail missing
${taken}
mv -f "$F" "$T" 2>/dev/null || fail denied`,
    call,
  );
}

/** Runs shell text about `$F`, which is the path, to its end. */
async function onPath(fleet: Fleet, request: FileRequest, text: string, call: Call): Promise<ScriptAnswer> {
  const word = pathWord(request.path, "path");
  const script = { text: `F=${word}\n${text}\nsay end\n`, limitMs: FILE_LIMIT_MS };
  return (await runFileScript(fleet, request, script, call)).answer;
}
