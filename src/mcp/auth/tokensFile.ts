import { statSync } from "node:fs";
import * as z from "zod";
import { ConfigurationError } from "../../models/configuration";
import type { Log } from "../log";
import { SCOPES } from "../principal";
import { sha256, type KnownToken } from "./knownTokens";
import { readSecretJson } from "./secretFile";

/** How often the file is looked at, in milliseconds. */
const LOOK_MS = 1_000;

const EXAMPLE =
  '{"tokens": [{"name": "ci", "scope": "read", "value": at least 32 characters, or "sha256": of it in hex}]}';

const tokenSchema = z
  .strictObject({
    name: z.string().regex(/^[\w.@ -]{1,64}$/, "letters, digits and . @ _ - only, at most 64"),
    scope: z.enum(SCOPES),
    value: z
      .string()
      .regex(/^[\x21-\x7e]{32,512}$/, "32 to 512 visible ASCII characters")
      .optional(),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, "64 hexadecimal digits")
      .optional(),
    expires_at: z.iso.datetime({ offset: true }).optional(),
  })
  .refine(
    ({ value, sha256: hash }) => (value === undefined) !== (hash === undefined),
    "value or sha256, not both",
  );

const fileSchema = z
  .strictObject({ tokens: z.array(tokenSchema).min(1) })
  .refine(({ tokens }) => new Set(tokens.map(({ name }) => name)).size === tokens.length, "two of one name");

/**
 * The tokens of `--auth tokens`. Later changes of the file count within a second; one that cannot be used is
 * logged, and the tokens stay as they were.
 * @throws ConfigurationError for a file that cannot be used at the start
 */
export function openTokensFile(
  path: string,
  log: Log,
  now: () => number = Date.now,
): () => readonly KnownToken[] {
  let seen = version(path);
  let tokens = readTokensFile(path);
  let looked = now();
  return () => {
    if (now() - looked < LOOK_MS) return tokens;
    looked = now();
    const current = version(path);
    if (current === seen) return tokens;
    seen = current;
    try {
      tokens = readTokensFile(path);
      log("info", "tokens read again", { path, count: tokens.length });
    } catch (error) {
      log("error", "tokens not read again, the old ones stay", {
        path,
        error: error instanceof Error ? error.message : String(error),
      });
    }
    return tokens;
  };
}

function readTokensFile(path: string): readonly KnownToken[] {
  const parsed = fileSchema.safeParse(readSecretJson(path));
  if (parsed.success) return parsed.data.tokens.map(knownToken);
  const [issue] = parsed.error.issues;
  const place = issue === undefined || issue.path.length === 0 ? "" : ` at ${issue.path.join(".")}`;
  throw new ConfigurationError(
    `${path} cannot be used${place}: ${issue?.message ?? "no JSON"}; allowed: ${EXAMPLE}`,
  );
}

function knownToken({
  name,
  scope,
  value,
  sha256: hash,
  expires_at,
}: z.output<typeof tokenSchema>): KnownToken {
  return {
    name,
    scope,
    sha256: value === undefined ? Buffer.from(hash ?? "", "hex") : sha256(value),
    expiresAt: expires_at === undefined ? null : Date.parse(expires_at),
  };
}

/** Changes with the file; empty where there is none. */
function version(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? "" : `${stat.ino} ${stat.size} ${stat.mtimeMs}`;
}
