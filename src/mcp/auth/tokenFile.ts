import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import * as z from "zod";
import { ConfigurationError } from "../../models/configuration";
import { systemErrorCode } from "../../models/systemError";
import { sha256, type KnownToken } from "./knownTokens";
import { readSecretJson } from "./secretFile";

/** 256 bits as Fleet MCP writes them: 43 URL-safe characters. */
const TOKEN_BYTES = 32;

const tokenFileSchema = z.object({
  value: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  created_at: z.string(),
});

export interface AccessToken {
  readonly token: KnownToken;
  /** The token itself where it has just been made, for the one who started the server. */
  readonly fresh: string | null;
}

/**
 * The one token of `--auth token` from Fleet MCP's file (facts/fleet-mcp.md, A17): kept over restarts, made where
 * there is none, rotated by deleting the file.
 * @throws ConfigurationError for a file that is corrupt, cannot be read or written, or is open to others
 */
export function openTokenFile(path: string): AccessToken {
  if (!existsSync(path)) {
    const value = randomBytes(TOKEN_BYTES).toString("base64url");
    writeTokenFile(path, value);
    return { token: accessToken(value), fresh: value };
  }
  const parsed = tokenFileSchema.safeParse(readSecretJson(path));
  if (!parsed.success) {
    throw new ConfigurationError(
      `${path} holds no access token; allowed: {"value": 43 URL-safe characters, "created_at": time}. ` +
        `To have a new one made: rm ${JSON.stringify(path)}`,
    );
  }
  return { token: accessToken(parsed.data.value), fresh: null };
}

/** The holder of the only token may do everything. */
export function accessToken(value: string): KnownToken {
  return { name: "access token", sha256: sha256(value), scope: "admin", expiresAt: null };
}

/** @throws ConfigurationError where it cannot be written */
function writeTokenFile(path: string, value: string): void {
  const folder = dirname(path);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const part = join(folder, `.auth_token_${randomBytes(6).toString("hex")}.tmp`);
    replaceFile(part, path, JSON.stringify({ value, created_at: new Date().toISOString() }, null, 2));
  } catch (error) {
    const code = systemErrorCode(error);
    throw new ConfigurationError(
      `The access token cannot be written to ${path} (${code}); name a folder you own with FLEET_MCP_AUTH_TOKEN_FILE`,
    );
  }
}

/** Either the whole file is there or none. */
function replaceFile(part: string, path: string, text: string): void {
  try {
    writeFileSync(part, `${text}\n`, { mode: 0o600, flag: "wx" });
    renameSync(part, path);
  } catch (error) {
    rmSync(part, { force: true });
    throw error;
  }
}
