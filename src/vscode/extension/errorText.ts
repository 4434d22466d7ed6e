/** Failures in words for a person in VS Code. Pure. */
import { singleLine } from "../../models/text";
import { isAuthenticationError, isFleetError } from "./errors";
import { withSettingNames } from "./settingName";

/** Longest error message shown, in characters; the log has it all. */
const MESSAGE_LENGTH = 500;

/** Services speak to models and to operators of servers. Here a person reads it, who has commands instead. */
const OTHER_WORDS: readonly (readonly [RegExp, string])[] = [
  [/\b(?:ask |asking )?show_agent\b|\b(?:list_agents|list_workspaces)(?: owner=all)?\b/gu, "the Fleet view"],
  [/\bAsk get_workspace_status until\b/gu, "Wait until"],
  [/\bget_workspace_status says\b/gu, "it is"],
  [/\bget_workspace_status\b/gu, "“Open in Browser”"],
  [/\bthen call again\b/gu, "then try again"],
  [/\bwait_for_agents\b/gu, "wait"],
  [/ with start_if_stopped=true/gu, ""],
  [/\bstart_agent_task\b/gu, "“Start Task”"],
  [/\bcancel_agent_task\b/gu, "“Cancel Task”"],
  [/\bsend_input_to_agent\b/gu, "“Send Input”"],
  [/\bcreate_(?:agent|workspace)\b/gu, "“Create Agent”"],
  [/\brestart_agent\b/gu, "“Restart”"],
  [/\b(?:resume_agent|start_workspace)\b/gu, "“Resume”"],
  [/\bexecute_command\b/gu, "“Run Command”"],
  [/\blist_directory\b/gu, "“Open Workspace Files”"],
  [/\bpause_agent\b/gu, "“Pause”"],
  [/\bdelete_agent\b/gu, "“Delete”"],
  [/\b(?:list_agent_projects|list_agent_roles)\b/gu, "“Create Agent”"],
  [/\bask the operator of this server to change\b/gu, "change"],
  [/\bthe token goes into CODER_SESSION_TOKEN\b/gu, "the token is asked for next"],
  [/ or CODER_FLEET_CA_FILE\b/gu, ""],
  [/\bCODER_URL\b/gu, "the deployment's address"],
  [/\(https_proxy\)/gu, "(the setting http.proxy)"],
];

/** What services say, in the words of VS Code. */
export function personText(text: string): string {
  return withSettingNames(OTHER_WORDS.reduce((rest, [theirs, ours]) => rest.replace(theirs, ours), text));
}

/** What went wrong and what to do next. */
export function errorText(error: unknown): string {
  if (isAuthenticationError(error)) {
    return "The deployment does not accept this session token: it is wrong or expired. Get a new one and sign in again.";
  }
  const text = isFleetError(error)
    ? `${error.message} ${error.hint}`
    : error instanceof Error
      ? error.message
      : String(error);
  return singleLine(personText(text), MESSAGE_LENGTH);
}
