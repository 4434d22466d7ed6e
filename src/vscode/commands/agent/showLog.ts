import type { Parts } from "../../extension/parts";
import { oneAgent } from "./targets";

/** Opens an agent's conversation as a read-only document that follows it. */
export async function showLog(parts: Parts, target?: unknown): Promise<void> {
  const entry = await oneAgent(parts, target, parts.t("Show Log"), "canLog");
  if (entry !== undefined) await parts.logs.show(entry);
}
