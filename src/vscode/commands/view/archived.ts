import type { Parts } from "../../extension/parts";

export async function showArchived({ choices }: Parts): Promise<void> {
  await choices.choose({ showArchived: true });
}

export async function hideArchived({ choices }: Parts): Promise<void> {
  await choices.choose({ showArchived: false });
}
