import type { Parts } from "../../extension/parts";

export function openDashboard({ dashboard }: Parts): void {
  dashboard.show();
}
