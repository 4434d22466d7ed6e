import { window } from "vscode";
import type { Parts } from "../../extension/parts";

/** Deletes the login of a deployment; asks which one where there are several. */
export async function signOut({ deployments, t }: Parts): Promise<void> {
  await deployments.load();
  const { all } = deployments;
  const [only] = all;
  if (only === undefined) {
    await window.showInformationMessage(t("You are not signed in to any deployment."));
    return;
  }
  const choice =
    all.length === 1
      ? { label: only.url }
      : await window.showQuickPick(
          all.map(({ url, user }) => ({ label: url, description: user })),
          { title: t("Sign out of which deployment?") },
        );
  if (choice === undefined) return;
  await deployments.signOut(choice.label);
  await window.showInformationMessage(t("Signed out of {0}; its token is deleted here.", choice.label));
}
