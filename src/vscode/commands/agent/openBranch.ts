import { window } from "vscode";
import type { Parts } from "../../extension/parts";
import type { AgentEntry } from "../../fleet/agentEntry";
import { changesLink } from "../../fleet/changesLinks";
import { openPage } from "./openLink";
import { oneAgent } from "./targets";

/** How long asking for the branch of a pull request may take, in milliseconds. */
const LIMIT_MS = 60_000;

/** Opens the page of the branch an agent pushed. */
export async function openBranch(parts: Parts, target?: unknown): Promise<void> {
  const { messages, t } = parts;
  const entry = await oneAgent(parts, target, t("Open Branch"), "canOpenBranch");
  if (entry === undefined) return;
  try {
    const page = changesLink(entry.agent, "branch") ?? (await pageOf(parts, entry));
    if (page === undefined) {
      await window.showInformationMessage(t("Nobody knows the page of {0}'s branch.", entry.agent.name));
    } else {
      await openPage(page);
    }
  } catch (error) {
    void messages.failed(error, entry.deployment, () => openBranch(parts, target));
  }
}

/** What has a pull request names only the branch; its page has to be asked for. */
async function pageOf(
  { connections }: Parts,
  { deployment, agent }: AgentEntry,
): Promise<string | undefined> {
  const [fleet, { branchPage }] = await Promise.all([
    connections.fleet(deployment),
    import("../../../services/late"),
  ]);
  return branchPage(fleet, agent.id, { signal: AbortSignal.timeout(LIMIT_MS) });
}
