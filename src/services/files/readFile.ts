import type { Call } from "../../models/call";
import { damaged } from "../commands/scriptErrors";
import { type ExactText, exactText, wholeCharacters } from "../commands/streams";
import { pathWord } from "../commands/workspacePath";
import type { Fleet } from "../fleet";
import { absolutePath, FILE_FUNCTIONS, FILE_LIMIT_MS, runFileScript } from "./fileScript";

const DEFAULT_READ_BYTES = 32_000;
/** Most bytes of one read. */
export const MAX_READ_BYTES = 256_000;

/** Larger files are not hashed, in bytes. */
const MAX_HASHED_BYTES = 256 * 1024 * 1024;

/** Which part of a file. */
export interface ReadFileRequest {
  readonly workspace: string;
  readonly path: string;
  /** From 1; with `lines` or alone it reads lines, else bytes are read. */
  readonly startLine?: number | undefined;
  readonly lines?: number | undefined;
  /** In bytes, from 0. */
  readonly offset?: number | undefined;
  /** Most bytes to read. */
  readonly limit?: number | undefined;
}

/** A part of a file, and facts of the whole; `path` is absolute. */
export interface FileContent {
  readonly path: string;
  readonly content: ExactText;
  /** Of the whole file, in bytes. */
  readonly size: number;
  /** Of the whole file; null where that is very large. */
  readonly sha256: string | null;
  /** ISO 8601; null where the workspace cannot tell. */
  readonly modifiedAt: string | null;
  /** Where to read on; null at the end of the file. */
  readonly next: { readonly kind: "line" | "byte"; readonly position: number } | null;
}

/**
 * Reads a file or a part of it, byte for byte.
 * @throws ValidationError(bad_argument) where it is no file; CoderApiError(permission_denied)
 */
export async function readFile(fleet: Fleet, request: ReadFileRequest, call: Call): Promise<FileContent> {
  const byLines = request.startLine !== undefined || request.lines !== undefined;
  const limit = request.limit ?? DEFAULT_READ_BYTES;
  const word = pathWord(request.path, "path");
  // One byte and one line more than wanted tell whether there is more.
  const part = byLines
    ? `tail -n +${request.startLine ?? 1} "$F"${request.lines === undefined ? "" : ` | head -n ${request.lines + 1}`} | head -c ${limit + 1}`
    : `tail -c +${(request.offset ?? 0) + 1} "$F" | head -c ${limit}`;
  const script = { text: readScript(word, part), limitMs: FILE_LIMIT_MS };
  const { answer, workspace } = await runFileScript(fleet, request, script, call);
  const data = answer.blob("data");
  const size = answer.number("size");
  const modified = answer.number("modified");
  if (data === undefined || size === undefined) throw damaged(workspace);
  const shown = byLines
    ? lineRange(data, request.startLine ?? 1, request.lines ?? Infinity, limit)
    : byteRange(data, request.offset ?? 0, size);
  return {
    path: absolutePath(answer, request.path),
    content: exactText(shown.bytes),
    size,
    sha256: answer.words("sha256")?.[0] ?? null,
    modifiedAt: modified === undefined ? null : new Date(modified * 1000).toISOString(),
    next: shown.next,
  };
}

function readScript(word: string, part: string): string {
  return `${FILE_FUNCTIONS}
F=${word}
where
[ -e "$F" ] || fail missing
[ -d "$F" ] && fail directory
[ -f "$F" ] || fail special
[ -r "$F" ] || fail denied
size=$(wc -c <"$F")
say size $size
say modified $(stat -L -c %Y "$F" 2>/dev/null)
[ "$size" -le ${MAX_HASHED_BYTES} ] && say sha256 $(sum <"$F")
${part} | blob data
say end
`;
}

interface Range {
  readonly bytes: Buffer;
  readonly next: FileContent["next"];
}

/** Text is not cut inside a character; what is left out is read by the next call. */
function byteRange(data: Buffer, offset: number, size: number): Range {
  if (offset + data.length >= size) return { bytes: data, next: null };
  const whole = wholeCharacters(data, "end");
  const bytes = whole.length === 0 ? data : whole;
  return { bytes, next: { kind: "byte", position: offset + bytes.length } };
}

/** Whole lines within the limit; of a first line that is longer alone, its beginning. */
function lineRange(data: Buffer, startLine: number, lines: number, limit: number): Range {
  let end = 0;
  let count = 0;
  while (count < lines) {
    const newline = data.indexOf(0x0a, end);
    const lineEnd = newline === -1 ? data.length : newline + 1;
    if (lineEnd > limit || lineEnd === end) break;
    end = lineEnd;
    count += 1;
  }
  if (end === data.length) return { bytes: data, next: null };
  if (end > 0) return { bytes: data.subarray(0, end), next: { kind: "line", position: startLine + count } };
  const bytes = wholeCharacters(data.subarray(0, limit), "end");
  return { bytes, next: { kind: "line", position: startLine + 1 } };
}
