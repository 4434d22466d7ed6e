/** Commands that open what is known of an agent as a read-only document that follows it. */
import { Uri } from "vscode";
import type { DocumentKind } from "../../documents/documentAddress";
import type { Parts } from "../../extension/parts";
import type { Ability } from "../../fleet/abilities";
import { oneAgent, SELECTION } from "./targets";

/** What was said. */
export function showLog(parts: Parts, target?: unknown): Promise<void> {
  return show(parts, target, "log", parts.t("Show Log"), "canLog");
}

/** The same for the row that was just selected, by Enter or a click; the keyboard stays there, as in the Explorer. */
export async function showSelectedLog(parts: Parts): Promise<void> {
  const entry = await oneAgent(parts, SELECTION, parts.t("Show Log"));
  if (entry !== undefined) await parts.documents.show("log", entry, { preserveFocus: true });
}

/** What it reported and was given. */
export function showHistory(parts: Parts, target?: unknown): Promise<void> {
  return show(parts, target, "history", parts.t("Show History"), "canLog");
}

/** How its workspace was built. */
export function showBuildLog(parts: Parts, target?: unknown): Promise<void> {
  return show(parts, target, "build log", parts.t("Show Build Log"));
}

/** What the scripts and services of its workspace wrote. */
export function showWorkspaceLog(parts: Parts, target?: unknown): Promise<void> {
  return show(parts, target, "workspace log", parts.t("Show Workspace Log"));
}

/** Reads the document in front anew. */
export function refreshDocument({ documents }: Parts, target?: unknown): void {
  if (target instanceof Uri) documents.find(target)?.restart();
}

async function show(
  parts: Parts,
  target: unknown,
  kind: DocumentKind,
  title: string,
  ability?: Ability,
): Promise<void> {
  const entry = await oneAgent(parts, target, title, ability);
  if (entry !== undefined) await parts.documents.show(kind, entry);
}
