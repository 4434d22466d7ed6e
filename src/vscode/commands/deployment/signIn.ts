import type { Parts } from "../../extension/parts";

export async function signIn({ deployments, signIn }: Parts): Promise<void> {
  await deployments.load();
  // Where the active login has expired only a new token is needed.
  const { active } = deployments;
  await signIn.run(active?.expired === true ? active.url : undefined);
}
