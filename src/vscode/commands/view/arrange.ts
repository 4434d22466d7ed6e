import { window } from "vscode";
import type { Parts } from "../../extension/parts";
import type { GroupBy, SortBy } from "../../fleet/arrange";

/** Chooses what the groups of the view are. */
export async function groupBy({ choices, t }: Parts): Promise<void> {
  const labels: Record<GroupBy, string> = {
    status: t("Status"),
    project: t("Project"),
    owner: t("Owner"),
    deployment: t("Deployment (all you are signed in to)"),
  };
  const chosen = await choose(labels, choices.current.groupBy, t("Group By"), t("current"));
  if (chosen !== undefined) await choices.choose({ groupBy: chosen });
}

/** Chooses the order within the groups. */
export async function sortBy({ choices, t }: Parts): Promise<void> {
  const labels: Record<SortBy, string> = {
    activity: t("Latest activity"),
    name: t("Name"),
    created: t("Newest"),
  };
  const chosen = await choose(labels, choices.current.sortBy, t("Sort By"), t("current"));
  if (chosen !== undefined) await choices.choose({ sortBy: chosen });
}

async function choose<Word extends string>(
  labels: Readonly<Record<Word, string>>,
  current: Word,
  title: string,
  mark: string,
): Promise<Word | undefined> {
  // Object.entries loses the keys' type; they are exactly the record's.
  const words = Object.keys(labels) as Word[];
  const choice = await window.showQuickPick(
    words.map((word) => ({ label: labels[word], word, ...(word === current ? { description: mark } : {}) })),
    { title },
  );
  return choice?.word;
}
