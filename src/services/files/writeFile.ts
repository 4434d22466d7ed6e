import { randomBytes } from "node:crypto";
import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import { damaged } from "../commands/scriptErrors";
import { pathWord } from "../commands/workspacePath";
import type { Fleet } from "../fleet";
import { absolutePath, FILE_FUNCTIONS, runFileScript } from "./fileScript";

/** What becomes of what is there. */
export const WRITE_MODES = ["overwrite", "append", "create"] as const;
type WriteMode = (typeof WRITE_MODES)[number];

const MAX_CONTENT_BYTES = 10_000_000;
/** Long enough for the largest content over a slow line, in milliseconds. */
const LIMIT_MS = 120_000;
const SHA256 = /^[0-9a-f]{64}$/iu;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/u;

/** A file's new content, and on what condition it is written. */
export interface WriteFileRequest {
  readonly workspace: string;
  readonly path: string;
  readonly content: string;
  readonly encoding?: "utf8" | "base64" | undefined;
  /** `create` refuses a file that exists. */
  readonly mode?: WriteMode | undefined;
  /** Hash the file must have now; else nothing is written. */
  readonly expectedSha256?: string | undefined;
  readonly startIfStopped?: boolean | undefined;
}

/** The file as it is now; `path` is absolute. */
export interface WrittenFile {
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly sha256: string;
  /** Whether there was none before. */
  readonly created: boolean;
}

/**
 * Writes a file whole or not at all: beside it, then renamed over it; a link is followed, the mode is kept, missing
 * parents are made.
 * @throws ValidationError(bad_argument, conflict); CoderApiError(permission_denied)
 */
export async function writeFile(fleet: Fleet, request: WriteFileRequest, call: Call): Promise<WrittenFile> {
  const content = contentOf(request);
  const word = pathWord(request.path, "path");
  if (/(?:^|\/)\.{0,2}$|^~$/u.test(request.path)) {
    throw invalid(`path names a directory.`, "Give the path of a file.");
  }
  const script = { text: writeScript(word, request, content.length), payload: content, limitMs: LIMIT_MS };
  const { answer, workspace } = await runFileScript(fleet, request, script, call);
  const size = answer.number("written");
  const sha256 = answer.words("sha256")?.[0];
  if (size === undefined || sha256 === undefined) throw damaged(workspace);
  return {
    path: absolutePath(answer, request.path),
    size,
    sha256,
    created: answer.words("written")?.[1] === "created",
  };
}

function writeScript(word: string, request: WriteFileRequest, bytes: number): string {
  const append = request.mode === "append";
  return `${FILE_FUNCTIONS}
F=${word}
WANT=${request.expectedSha256?.toLowerCase() ?? ""}
where
if [ -L "$F" ]; then
  F=$(readlink -f "$F" && echo x) || fail missing
  F=\${F%?x}
fi
D=\${F%/*}
T="\${D:-/}/.coder-fleet-${randomBytes(8).toString("hex")}"
check() {
  [ -d "$F" ] && fail directory
  created=created
  if [ -e "$F" ]; then
    created=
    [ -f "$F" ] || fail special
    ${request.mode === "create" ? "fail exists" : ""}
  fi
  [ -z "$WANT" ] && return
  [ -z "$created" ] || fail changed
  have=$(sum <"$F")
  [ "\${have%% *}" = "$WANT" ] || fail changed "\${have%% *}"
}
check
[ -d "\${D:-/}" ] || mkdir -p "$D" 2>/dev/null || fail denied
trap 'rm -f "$T" "$T.all"' EXIT
trap 'exit 1' HUP TERM
(umask 077; set -C; true >"$T") 2>/dev/null || fail denied
payload
base64 -d >>"$T" 2>/dev/null
[ "$(wc -c <"$T")" -eq ${bytes} ] || fail payload
if command -v flock >/dev/null 2>&1 && [ -r "\${D:-/}" ]; then exec 9<"\${D:-/}"; flock 9; fi
check
if [ -z "$created" ]; then
  ${append ? `(umask 077; cat "$F" "$T" >"$T.all") 2>/dev/null && mv -f "$T.all" "$T" || fail denied` : ""}
  chown "$(stat -c %u:%g "$F")" "$T" 2>/dev/null
  chmod "$(stat -c %a "$F")" "$T"
else
  chmod "$(printf %o $((0666 & ~0$(umask))))" "$T"
fi
size=$(wc -c <"$T")
hash=$(sum <"$T")
mv -f "$T" "$F" 2>/dev/null || fail denied
say sha256 "$hash"
say written $((size)) $created
say end
`;
}

function contentOf({ content, encoding, expectedSha256 }: WriteFileRequest): Buffer {
  if (expectedSha256 !== undefined && !SHA256.test(expectedSha256)) {
    throw invalid("expected_sha256 is no SHA-256 in hex.", "Use the sha256 that read_file answered.");
  }
  if (encoding === "base64" && !BASE64.test(content)) {
    throw invalid("content is not base64.", "Encode it without line breaks, or use encoding=utf8.");
  }
  const bytes = Buffer.from(content, encoding ?? "utf8");
  if (bytes.length > MAX_CONTENT_BYTES) {
    throw invalid(
      `content has ${bytes.length} bytes; at most ${MAX_CONTENT_BYTES} are allowed.`,
      "Write it in parts with mode=append.",
    );
  }
  if (/\p{Cs}/u.test(content)) {
    throw invalid("content holds half of a surrogate pair.", "Use encoding=base64 for what is no text.");
  }
  return bytes;
}

function invalid(message: string, hint: string): ValidationError {
  return new ValidationError("bad_argument", { message, hint: `${hint} Nothing was written.` });
}
