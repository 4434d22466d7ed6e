/** The labels of a chat that make it an agent of the fleet, and the name of one that has none. Pure. */
import type { Chat, ChildChat } from "../../../models/coder/chat";
import { ValidationError } from "../../../models/errors";
import { sameText } from "../../../models/text";

/** Keys of the labels. */
export const LABELS = {
  /** Name of the agent, unique per owner by our own check. */
  agent: "fleet.agent",
  project: "fleet.project",
  role: "fleet.role",
  /** Id of the workspace that was made for the agent and is deleted with it. */
  workspace: "fleet.workspace",
} as const;

/** Labels the fleet lives by, and what else changes what they say. */
const OWN_LABELS: Readonly<Record<string, string>> = {
  [LABELS.agent]: "Give the agent another name with name=….",
  [LABELS.workspace]: "It says which workspace is deleted with the agent and cannot be changed.",
};

/** @throws ValidationError(bad_argument) for a label that would hide the agent or delete another workspace with it */
export function checkLabels(labels: Readonly<Record<string, unknown>>): void {
  for (const key of Object.keys(labels)) {
    const hint = OWN_LABELS[key];
    if (hint !== undefined) {
      throw new ValidationError("bad_argument", { message: `The label '${key}' cannot be set.`, hint });
    }
  }
}

/** Characters of the id in a derived name: enough that two chats of one owner do not share them. */
const ID_LENGTH = 8;
/** Characters of a derived name before the id: 32 in all. */
const SLUG_LENGTH = 23;
/** Bytes of a label's value (facts/coder-chats.md 3). */
const VALUE_BYTES = 256;

/**
 * The agent's name: its label, else one derived from its title and the beginning of its id. The title may
 * change, so only the id counts when an agent is looked up by a derived name (`answersTo`).
 */
export function chatName(chat: ChildChat): string {
  const label = chat.labels?.[LABELS.agent];
  if (label !== undefined && label !== "") return label;
  const slug = chat.title
    .normalize("NFKD")
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, "-")
    .slice(0, SLUG_LENGTH)
    .replaceAll(/^-+|-+$/gu, "");
  return `${slug === "" ? "chat" : slug}-${chat.id.slice(0, ID_LENGTH)}`;
}

/** Whether a name, in any case, means this chat. */
export function answersTo(chat: Chat, name: string): boolean {
  const label = chat.labels?.[LABELS.agent];
  return label === undefined || label === ""
    ? name.toLowerCase().endsWith(`-${chat.id.slice(0, ID_LENGTH)}`)
    : sameText(label, name);
}

/** The labels of a new agent; those without a value are left out. */
export function fleetLabels(values: {
  readonly agent: string;
  readonly project?: string | undefined;
  readonly role?: string | undefined;
  readonly workspace?: string;
}): Record<string, string> {
  const labels = {
    [LABELS.agent]: values.agent,
    [LABELS.project]: values.project,
    [LABELS.role]: values.role,
    [LABELS.workspace]: values.workspace,
  };
  return Object.fromEntries(
    Object.entries(labels).flatMap(([key, value]) =>
      value === undefined || value === "" ? [] : [[key, cutBytes(value, VALUE_BYTES)]],
    ),
  );
}

function cutBytes(text: string, limit: number): string {
  let cut = text;
  while (Buffer.byteLength(cut) > limit) cut = Array.from(cut).slice(0, -1).join("");
  return cut;
}
