/** Pages of git hosts that agents report (the `link` of their reports). Pure. */

/** Pages of a host that show what somebody changed. */
export type ChangesPage = "pullRequest" | "branch";

/** GitHub, Gitea and Forgejo; GitLab; Bitbucket; Azure DevOps. */
const PULL_REQUEST = /\/(?:pulls?|merge_requests|pull-requests|pullrequest)\/\d+(?:\/|$)/u;
/** GitHub and GitLab (`tree`, `compare`), Gitea and Forgejo (`src/branch`), Bitbucket (`branch`, `branches`). */
const BRANCH = /\/(?:tree|compare|src\/branch|branch(?:es)?)\/[^/]/u;
/** Azure DevOps names the branch of a repository's page so. */
const AZURE_BRANCH = "GB";

/** What an address is a page of, judged by its path alone; undefined for all others. */
export function changesPage(address: string): ChangesPage | undefined {
  if (!URL.canParse(address)) return undefined;
  const { pathname, searchParams } = new URL(address);
  if (PULL_REQUEST.test(pathname)) return "pullRequest";
  const isBranch = BRANCH.test(pathname) || searchParams.get("version")?.startsWith(AZURE_BRANCH) === true;
  return isBranch ? "branch" : undefined;
}
