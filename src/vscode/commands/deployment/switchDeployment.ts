import { window } from "vscode";
import type { Parts } from "../../extension/parts";

/** Makes another deployment the active one: the view and the MCP server follow. */
export async function switchDeployment({ deployments, signIn, t }: Parts): Promise<void> {
  await deployments.load();
  const { active } = deployments;
  const another = { label: `$(add) ${t("Sign in to another deployment…")}`, url: undefined };
  const choice = await window.showQuickPick(
    [
      ...deployments.all.map(({ url, user }) => ({
        label: url,
        description: url === active?.url ? t("{0}, active", user) : user,
        url,
      })),
      another,
    ],
    { title: t("Switch Deployment") },
  );
  if (choice === undefined) return;
  if (choice.url === undefined) await signIn.run();
  else await deployments.activate(choice.url);
}
