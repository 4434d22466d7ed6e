import type { Parts } from "../../extension/parts";

export async function showAllOwners({ choices }: Parts): Promise<void> {
  await choices.choose({ allOwners: true });
}

export async function showMyAgents({ choices }: Parts): Promise<void> {
  await choices.choose({ allOwners: false });
}
