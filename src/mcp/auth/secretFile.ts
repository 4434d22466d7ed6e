import { readFileSync, statSync } from "node:fs";
import { ConfigurationError } from "../../models/configuration";
import { systemErrorCode } from "../../models/systemError";

/** Reading by others, and writing by anybody but the owner. */
const TOO_OPEN = 0o027;

/**
 * The JSON in a file with secrets; undefined where it is no JSON.
 * @throws ConfigurationError where it cannot be read, or other users of this computer can read or change it, with
 * the command that mends it
 */
export function readSecretJson(path: string): unknown {
  let text: string;
  let mode: number;
  try {
    mode = statSync(path).mode;
    text = readFileSync(path, "utf8");
  } catch (error) {
    const code = systemErrorCode(error);
    throw new ConfigurationError(`${path} cannot be read (${code})`);
  }
  // Windows keeps access rights elsewhere.
  if (process.platform !== "win32" && (mode & TOO_OPEN) !== 0) {
    throw new ConfigurationError(
      `${path} holds secrets, but other users can read or change it; run: chmod 600 ${JSON.stringify(path)}`,
    );
  }
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
