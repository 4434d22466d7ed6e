import { env, Uri } from "vscode";
import type { Parts } from "../../extension/parts";
import { webAddress } from "../../fleet/markdown";

/** Opens the page that a line below an agent leads to, such as a pull request. VS Code asks before it does. */
export async function openLink(_parts: Parts, target?: unknown): Promise<void> {
  if (typeof target !== "object" || target === null || !("detail" in target)) return;
  const { detail } = target;
  if (typeof detail !== "object" || detail === null || !("link" in detail)) return;
  const link = typeof detail.link === "string" ? webAddress(detail.link) : undefined;
  if (link !== undefined) await env.openExternal(Uri.parse(link, true));
}
