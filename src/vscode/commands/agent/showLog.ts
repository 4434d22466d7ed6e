import type { Parts } from "../../extension/parts";
import { oneAgent, SELECTION } from "./targets";

/** Opens an agent's conversation as a read-only document that follows it. */
export async function showLog(parts: Parts, target?: unknown): Promise<void> {
  const entry = await oneAgent(parts, target, parts.t("Show Log"), "canLog");
  if (entry !== undefined) await parts.logs.show(entry);
}

/** The same for the row that was just selected, by Enter or a click. */
export function showSelectedLog(parts: Parts): Promise<void> {
  return showLog(parts, SELECTION);
}
