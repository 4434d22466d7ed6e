/** What a command's script reports instead of running it. */
import { CoderApiError, type FleetError, ValidationError } from "../../models/errors";
import { quoted } from "../../models/text";

/** `words`: behind `failed`. */
export function commandFailure(
  words: readonly string[],
  workspace: string,
  directory: string | undefined,
): FleetError {
  switch (words[0]) {
    case "directory":
      return new ValidationError("bad_argument", {
        message: `There is no directory ${quoted(directory ?? "")} in workspace '${workspace}', or it may not be entered.`,
        hint: "list_directory shows what is there; relative paths start in the workspace agent's directory.",
      });
    case "folder":
      return new ValidationError("wrong_state", {
        message: `The command was not run: ~/.cache/coder-fleet in workspace '${workspace}' cannot be used; it must be a directory of the user's own, not a link, on a disk with space.`,
        hint: "Look at it in the workspace's terminal and remove or repair it.",
      });
    default:
      return new CoderApiError("unexpected_answer", {
        message: `The command was not run: its input did not arrive whole in workspace '${workspace}'.`,
        hint: "Try again.",
        retryable: true,
      });
  }
}
