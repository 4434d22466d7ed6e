/** The question before agents are deleted. Pure. */
import type { Agent } from "../../../models/agent";
import { singleLine } from "../../../models/text";
import type { Translate } from "../../extension/translate";

/** Agents named; of more, only how many there are. */
const NAMED = 10;
const NAME_LENGTH = 80;

/** Names the agents with their owners, and what is lost, which differs with what kind of agents they are. */
export function deleteQuestion(
  agents: readonly Agent[],
  t: Translate,
): { readonly question: string; readonly detail: string } {
  const names = agents.map(({ owner, name }) => singleLine(`${owner}/${name}`, NAME_LENGTH));
  const [only = ""] = names;
  const single = names.length === 1;
  const listed = single ? [] : names.slice(0, NAMED);
  const more = names.length > NAMED ? [t("… and {0} more", names.length - NAMED)] : [];
  const losses = [...new Set(agents.map((agent) => loss(agent, t)))];
  const final = agents.some(isFinal) ? [t("This cannot be undone.")] : [];
  return {
    question: single ? t("Delete agent {0}?", only) : t("Delete {0} agents?", names.length),
    detail: [...listed, ...more, ...(single ? [] : [""]), ...losses, ...final].join("\n"),
  };
}

/** What is archived can be brought back; a workspace cannot. */
function isFinal({ kind, chat }: Agent): boolean {
  return kind !== "chat" || chat?.ownsWorkspace === true;
}

/** A chat is archived, and its workspace is deleted only where it was made for it. */
function loss({ kind, chat, workspace }: Agent, t: Translate): string {
  switch (kind) {
    case "task":
      return t("Workspace, files that were not pushed, and conversation are deleted.");
    case "workspace":
      return t("The workspace and all files that were not pushed are deleted.");
    case "chat":
      if (workspace === null) return t("Work under way ends, and the conversation is archived.");
      return chat?.ownsWorkspace === true
        ? t("The conversation is archived; its workspace and files that were not pushed are deleted.")
        : t("Work under way ends, and the conversation is archived; the workspace stays.");
  }
}
