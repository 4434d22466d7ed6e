/** The pages of what an agent changed. Pure. */
import type { Agent } from "../../models/agent";
import { type ChangesPage, changesPage } from "../../models/changesPage";
import { webAddress } from "./markdown";

/**
 * The address of its pull request or branch; undefined where there is none that a browser can open. A chat says what
 * its address is: without a number it is the branch's. A task reports an address and nothing else.
 */
export function changesLink(
  { chat, link }: Partial<Pick<Agent, "chat" | "link">>,
  page: ChangesPage,
): string | undefined {
  const changes = chat?.pullRequest ?? null;
  const address = changes?.url ?? link ?? "";
  const kind = changes === null ? changesPage(address) : changes.number === null ? "branch" : "pullRequest";
  return kind === page ? webAddress(address) : undefined;
}
