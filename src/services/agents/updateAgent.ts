import type { Agent } from "../../models/agent";
import type { Call } from "../../models/call";
import { AgentNotFoundError, ValidationError } from "../../models/errors";
import { sameText } from "../../models/text";
import type { ChatChanges } from "../../repositories/chatActions";
import type { Fleet } from "../fleet";
import { nameTaken, requireChats, wrongState } from "./agentErrors";
import { checkNewAgentName } from "./agentReference";
import { agentExists, findAgent, type FoundAgent, refreshed } from "./findAgent";
import { everyAgent } from "./listAgents";

/** Coder's limit, in characters. */
const TITLE_LENGTH = 200;

/**
 * Changes what a chat is called, whether it is put away, its plan mode and its labels.
 * @throws CoderApiError(unsupported_by_deployment) for agents that have none of it
 * @throws ValidationError(bad_argument, conflict, wrong_state) with nothing changed
 */
export async function updateAgent(
  fleet: Fleet,
  reference: string,
  changes: ChatChanges,
  call: Call,
): Promise<Agent> {
  if (Object.values(changes).every((value) => value === undefined)) {
    throw new ValidationError("bad_argument", {
      message: "Nothing to change was given.",
      hint: "Give at least one of name, title, archived, plan_mode, labels.",
    });
  }
  if (changes.name !== undefined) checkNewAgentName(changes.name);
  checkTitle(changes.title);
  const found = await findAlsoArchived(fleet, reference, changes.archived === false, call);
  const chats = requireChats(found, "be renamed, archived, labelled or set to plan mode");
  const { agent } = found;
  if (changes.archived === true && agent.status === "busy") {
    throw wrongState(agent, "only an agent at rest can be archived");
  }
  await assertNameIsFree(fleet, found, changes, call);
  await chats.update(agent, changes, call);
  return refreshed(found, call);
}

/** Names of archived agents are free for others, so an archived one is only looked for where it is to come back. */
async function findAlsoArchived(
  fleet: Fleet,
  reference: string,
  archived: boolean,
  call: Call,
): Promise<FoundAgent> {
  try {
    return await findAgent(fleet, reference, call, true);
  } catch (error) {
    if (!archived || !(error instanceof AgentNotFoundError)) throw error;
    const { agents } = await everyAgent(fleet, { kind: "me" }, call, true);
    const named = agents.filter(({ name }) => sameText(name, reference));
    const [first, ...others] = named;
    if (first === undefined || others.length > 0) throw error;
    return findAgent(fleet, first.id, call);
  }
}

/** A name is also taken again when an archived agent comes back. */
async function assertNameIsFree(
  fleet: Fleet,
  { agent }: FoundAgent,
  { name, archived }: ChatChanges,
  call: Call,
): Promise<void> {
  const comesBack = archived === false && agent.chat?.archived === true;
  const wanted = name ?? (comesBack ? agent.name : undefined);
  if (wanted === undefined || (sameText(wanted, agent.name) && !comesBack)) return;
  if (await agentExists(fleet, { kind: "name", owner: agent.owner, name: wanted }, call)) {
    throw nameTaken(wanted, "Choose another name with update_agent name=….");
  }
}

function checkTitle(title: string | undefined): void {
  if (title === undefined) return;
  const length = Array.from(title.trim()).length;
  if (length === 0 || length > TITLE_LENGTH) {
    throw new ValidationError("bad_argument", {
      message: `The title has ${length} characters; 1 to ${TITLE_LENGTH} are allowed.`,
      hint: "Shorten the title.",
    });
  }
}
