import type { Call } from "../../models/call";
import { damaged } from "../commands/scriptErrors";
import { pathWord } from "../commands/workspacePath";
import type { Fleet } from "../fleet";
import type { Page } from "../paging";
import { type DirectoryEntry, toEntry } from "./directoryEntry";
import { absolutePath, FILE_FUNCTIONS, FILE_LIMIT_MS, runFileScript } from "./fileScript";

/** A page of a directory. */
export interface ListDirectoryRequest {
  readonly workspace: string;
  /** Absent: where commands start. */
  readonly path?: string | undefined;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of what is in a directory; `path` is absolute. */
export interface Directory extends Page<DirectoryEntry> {
  readonly path: string;
}

/**
 * What is in a directory, hidden ones first, each kind by name in byte order. Links are not followed.
 * @throws ValidationError(bad_argument) where it is no directory; CoderApiError(permission_denied)
 */
export async function listDirectory(
  fleet: Fleet,
  request: ListDirectoryRequest,
  call: Call,
): Promise<Directory> {
  const path = request.path ?? ".";
  const word = pathWord(path, "path");
  const first = (request.page - 1) * request.pageSize;
  const text = listScript(word, first, first + request.pageSize);
  const script = { text, limitMs: FILE_LIMIT_MS };
  const { answer, workspace } = await runFileScript(
    fleet,
    { workspace: request.workspace, path },
    script,
    call,
  );
  const names = answer.blob("names")?.toString("utf8").split("\0").slice(0, -1);
  const stats = answer.blob("stats")?.toString("latin1").split("\n");
  const totalCount = answer.number("count");
  if (names === undefined || stats === undefined || totalCount === undefined) throw damaged(workspace);
  return {
    path: absolutePath(answer, path),
    items: names.flatMap((entry, index) => toEntry(entry, stats[index] ?? "") ?? []),
    totalCount,
    page: request.page,
    pageSize: request.pageSize,
  };
}

/** One `stat` for a page; where something vanished meanwhile, one for each. */
function listScript(word: string, from: number, to: number): string {
  return `${FILE_FUNCTIONS}
F=${word}
where
[ -e "$F" ] || fail missing
[ -d "$F" ] || fail notdirectory
[ -r "$F" ] && cd "$F" 2>/dev/null || fail denied
command -v stat >/dev/null 2>&1 || fail tools
LC_ALL=C
export LC_ALL
n=0
set --
for f in .* *; do
  case $f in
    . | ..) continue;;
    '.*' | '*') [ -e "$f" ] || [ -L "$f" ] || continue;;
  esac
  [ "$n" -ge ${from} ] && [ "$n" -lt ${to} ] && set -- "$@" "./$f"
  n=$((n + 1))
done
say count "$n"
[ "$#" -eq 0 ] && { say end; exit 0; }
printf '%s\\0' "$@" | blob names
stats=$(stat -c '%f %s %Y' "$@" 2>/dev/null) ||
  stats=$(for f in "$@"; do stat -c '%f %s %Y' "$f" 2>/dev/null || echo gone; done)
echo "$stats" | blob stats
say end
`;
}
