import type { Agent, ChatDetails, ChatModel, WaitingMessage } from "../models/agent";
import type { Call } from "../models/call";

/** What can be chosen for a new chat besides what every agent has. */
export interface ChatChoices {
  readonly modelId?: string | undefined;
  /** Asks and proposes a plan before it changes anything. */
  readonly planMode?: boolean | undefined;
}

/** An agent that lives in no workspace until it makes one itself. */
export interface CreateChatRequest {
  readonly name: string;
  readonly prompt: string;
  readonly choices: ChatChoices;
}

/** What of a chat can be changed; what is absent stays. */
export interface ChatChanges {
  /** Its name in the fleet; whether it is free is the caller's to check. */
  readonly name?: string | undefined;
  /** What people see in Coder's own pages. */
  readonly title?: string | undefined;
  readonly archived?: boolean | undefined;
  readonly planMode?: boolean | undefined;
  /** Labels to set; a null takes one away. Those that are not named stay. */
  readonly labels?: Readonly<Record<string, string | null>> | undefined;
}

/** Where an agent pushed what it changed. */
export interface PushedBranch {
  /** Coder's word for the kind of git host: github, gitlab, … */
  readonly provider: string;
  /** Address of the repository, as git knows it. Untrusted text. */
  readonly origin: string;
  /** Untrusted text. */
  readonly name: string;
}

/** What only the chats of a deployment can do. Every method throws `FleetError`s. */
export interface ChatActions {
  /**
   * Whether this user can have a chat made at all: role, model, gateway. `organizationId` is the user's first
   * where it is absent. @throws CoderApiError(permission_denied, unsupported_by_deployment) with what is missing
   */
  assertUsable(organizationId: string | undefined, call: Call): Promise<void>;
  createWithoutWorkspace(request: CreateChatRequest, call: Call): Promise<Agent>;
  /** The models there are to choose from. */
  models(call: Call): Promise<readonly ChatModel[]>;
  /** The same agent with what only a look at it alone tells: queued for capacity, and its question. */
  closer(agent: Agent, call: Call): Promise<Agent>;
  details(agent: Agent, call: Call): Promise<ChatDetails>;
  /** The branch it pushed; null where it pushed none, or the deployment does not know its git host. */
  branch(agent: Agent, call: Call): Promise<PushedBranch | null>;
  update(agent: Agent, changes: ChatChanges, call: Call): Promise<void>;
  /** Next one first. */
  waiting(agent: Agent, call: Call): Promise<readonly WaitingMessage[]>;
  /** Answers false where the message is not waiting any more. */
  removeWaiting(agent: Agent, messageId: number, call: Call): Promise<boolean>;
  /** Lets a waiting message be next; what the agent does now is interrupted for it. */
  promoteWaiting(agent: Agent, messageId: number, call: Call): Promise<boolean>;
}
