import { env, Uri } from "vscode";
import type { Parts } from "../../extension/parts";
import { dashboardUrl } from "../../fleet/dashboardUrl";
import { oneAgent } from "./targets";

/** Opens the agent's page of the deployment. */
export async function openInBrowser(parts: Parts, target?: unknown): Promise<void> {
  const entry = await oneAgent(parts, target, parts.t("Open in Browser"));
  if (entry !== undefined) await env.openExternal(Uri.parse(dashboardUrl(entry)));
}
