import type { Parts } from "../../extension/parts";

export function showOutput({ log }: Parts): void {
  log.show();
}
