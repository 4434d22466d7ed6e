import { ValidationError } from "../../models/errors";

/**
 * Most bytes (UTF-8) of a prompt or message. Templates usually hand the prompt to the agent as an environment
 * variable or an argument, and Linux starts no process with one longer than 128 KiB (MAX_ARG_STRLEN); chats
 * take 256 KiB of JSON. A longer text would be accepted by Coder and fail in the workspace.
 */
export const MAX_AGENT_TEXT_BYTES = 100_000;

/**
 * Checks a text for an agent before anything is sent. `argument` names it.
 * @throws ValidationError(bad_argument)
 */
export function checkAgentText(text: string, argument: string): void {
  if (text.trim() === "") {
    throw new ValidationError("bad_argument", {
      message: `${argument} is blank.`,
      hint: `Say in ${argument} what the agent is to do.`,
    });
  }
  const bytes = Buffer.byteLength(text);
  if (bytes > MAX_AGENT_TEXT_BYTES) {
    throw new ValidationError("bad_argument", {
      message: `${argument} has ${bytes} bytes; at most ${MAX_AGENT_TEXT_BYTES} are allowed.`,
      hint: "Shorten it, or put the material into a file of the workspace and name the file.",
    });
  }
}
