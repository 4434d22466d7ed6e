import type { Call } from "../../models/call";
import { FleetError, ValidationError } from "../../models/errors";
import { sameText } from "../../models/text";
import type { AgentBackend } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { unsupported } from "./agentErrors";

/** What was asked for that depends on the kind of agent. */
interface Wishes {
  readonly project?: string | undefined;
  readonly role?: string | undefined;
  readonly parameters?: Readonly<Record<string, string>> | undefined;
  readonly model?: string | undefined;
  readonly planMode?: boolean | undefined;
}

/**
 * The newest kind of backend that can make agents for this user. Where chats are there but not for this user
 * (role, model, gateway), and tasks are too, it is the tasks, unless something was asked for that only chats have.
 * @throws CoderApiError(unsupported_by_deployment, permission_denied) saying what is missing
 */
export async function creatingBackend(fleet: Fleet, wishes: Wishes, call: Call): Promise<AgentBackend> {
  const backends = await fleet.deployment.backends(call);
  const onlyChats = wishes.model !== undefined || wishes.planMode === true;
  let missing: FleetError | undefined;
  for (const backend of backends.filter(({ capabilities }) => capabilities.create)) {
    if (onlyChats && backend.chats === undefined) continue;
    try {
      await backend.chats?.assertUsable(undefined, call);
      return backend;
    } catch (error) {
      if (!(error instanceof FleetError) || !isLack(error)) throw error;
      missing ??= error;
    }
  }
  throw missing ?? unsupported(onlyChats ? "choose an agent's model or plan mode" : "create agents");
}

function isLack({ reason }: FleetError): boolean {
  return reason === "permission_denied" || reason === "unsupported_by_deployment";
}

/** @throws ValidationError(bad_argument) where a chat is wanted for somebody else: it belongs to who makes it. */
export async function assertMayOwn(
  fleet: Fleet,
  backend: AgentBackend,
  owner: string,
  call: Call,
): Promise<void> {
  if (backend.chats === undefined || owner === "me") return;
  const { username } = await fleet.deployment.users.me(call);
  if (sameText(username, owner)) return;
  throw new ValidationError("bad_argument", {
    message: `An agent of this deployment belongs to who creates it; none can be made for '${owner}'.`,
    hint: "Leave the owner out, or sign in as that user.",
  });
}

/** @throws ValidationError(bad_argument) for a role or parameters without a project they could belong to. */
export function checkBareChat({ role, parameters = {} }: Wishes): void {
  if (role === undefined && Object.keys(parameters).length === 0) return;
  throw new ValidationError("bad_argument", {
    message: "A role or parameters belong to a project, and none was named.",
    hint: "Name the project too (list_agent_projects), or leave the role out.",
  });
}
