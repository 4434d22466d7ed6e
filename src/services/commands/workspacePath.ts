/** Paths in a workspace, as shell text. */
import { ValidationError } from "../../models/errors";
import { checkShellValue, shellQuote } from "./shellText";

/** PATH_MAX of Linux, less its final NUL. */
const MAX_PATH_BYTES = 4_095;

/**
 * A path as one shell word: `~` is the home directory, absolute ones stay, others start where the terminal starts, in
 * the workspace agent's directory, else home. A leading dash is never an option. `argument` names it in errors.
 * @throws ValidationError(bad_argument)
 */
export function pathWord(path: string, argument: string): string {
  if (path === "") {
    throw new ValidationError("bad_argument", {
      message: `${argument} is empty.`,
      hint: "Give a path in the workspace; . is the workspace agent's directory, ~ is home.",
    });
  }
  checkShellValue(path, argument, MAX_PATH_BYTES);
  if (path === "~" || path.startsWith("~/")) return `"$HOME"${shellQuote(path.slice(1))}`;
  return shellQuote(path.startsWith("/") ? path : `./${path}`);
}
