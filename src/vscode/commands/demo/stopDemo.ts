import type { Parts } from "../../extension/parts";

/** Ends the demo deployment; its agents and their folders go with it. */
export function stopDemo({ demo }: Parts): Promise<void> {
  return demo.stop();
}
