import { branchUrl } from "../../models/changesPage";
import type { Call } from "../../models/call";
import type { Fleet } from "../fleet";
import { findAgent } from "./findAgent";

/**
 * The page of the branch a chat pushed, at the repository it pushed it to, which need not be that of its pull request.
 * @returns undefined where it pushed none, or nobody knows its page
 * @throws AgentNotFoundError(missing_agent)
 */
export async function branchPage(fleet: Fleet, reference: string, call: Call): Promise<string | undefined> {
  const { agent, backend } = await findAgent(fleet, reference, call);
  const branch = (await backend.chats?.branch(agent, call)) ?? null;
  return branch === null ? undefined : branchUrl(branch.provider, branch.origin, branch.name);
}
