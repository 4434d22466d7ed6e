import type { Parts } from "../../extension/parts";
import { changesLink } from "../../fleet/changesLinks";
import { openPage } from "./openLink";
import { oneAgent } from "./targets";

/** Opens the page of the branch an agent pushed, as long as there is no pull request of it. */
export async function openBranch(parts: Parts, target?: unknown): Promise<void> {
  const entry = await oneAgent(parts, target, parts.t("Open Branch"), "canOpenBranch");
  if (entry !== undefined) await openPage(changesLink(entry.agent, "branch"));
}
