import type { Parts } from "../../extension/parts";
import { changesLink } from "../../fleet/changesLinks";
import { openPage } from "./openLink";
import { oneAgent } from "./targets";

/** Opens the page of the pull request an agent made. */
export async function openPullRequest(parts: Parts, target?: unknown): Promise<void> {
  const entry = await oneAgent(parts, target, parts.t("Open Pull Request"), "canOpenPullRequest");
  if (entry !== undefined) await openPage(changesLink(entry.agent, "pullRequest"));
}
