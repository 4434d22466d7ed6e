import type { Parts } from "../../extension/parts";

/** Asks again now; also the Retry of the welcome texts. */
export async function refresh({ deployments, view }: Parts): Promise<void> {
  await deployments.load();
  await view.refresh();
}
