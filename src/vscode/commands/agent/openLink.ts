import { env, Uri } from "vscode";
import type { Parts } from "../../extension/parts";
import { webAddress } from "../../fleet/markdown";
import { isDetailNode } from "../../fleet/treeNodes";

/**
 * Opens the page that a line below an agent leads to, such as a pull request: of the row it was asked on, else of
 * the one just selected. VS Code asks before it does.
 */
export async function openLink({ view }: Parts, target: unknown = view.selected): Promise<void> {
  if (isDetailNode(target)) await openPage(target.detail.link);
}

/** Opens a page of the web; nothing else. */
export async function openPage(address: string | undefined): Promise<void> {
  const link = webAddress(address ?? "");
  if (link !== undefined) await env.openExternal(Uri.parse(link, true));
}
