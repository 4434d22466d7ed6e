import type { Parts } from "../../extension/parts";
import { pullRequestUrl } from "../../fleet/abilities";
import { openPage } from "./openLink";
import { oneAgent } from "./targets";

/** Opens the page of the changes an agent made. */
export async function openPullRequest(parts: Parts, target?: unknown): Promise<void> {
  const entry = await oneAgent(parts, target, parts.t("Open Pull Request"), "canOpenPullRequest");
  if (entry !== undefined) await openPage(pullRequestUrl(entry.agent));
}
