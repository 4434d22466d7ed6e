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

/** What stands between a repository's page and the name of a branch, by Coder's word for the kind of git host. */
const TO_BRANCH: ReadonlyMap<string, string> = new Map([
  ["github", "tree"],
  ["gitlab", "-/tree"],
  ["gitea", "src/branch"],
  ["bitbucket-cloud", "branch"],
]);

/**
 * The page of a branch.
 * @param origin address of the repository as git knows it: `https://host/owner/name`, or `git@host:owner/name.git`
 * @returns undefined for a kind of host whose pages are not known
 */
export function branchUrl(provider: string, origin: string, branch: string): string | undefined {
  const between = TO_BRANCH.get(provider);
  const page = origin.replace(/^(?:ssh:\/\/)?git@([^/:]+)[/:]/u, "https://$1/").replace(/\.git$/u, "");
  if (between === undefined || !URL.canParse(page)) return undefined;
  const { protocol, host, pathname } = new URL(page);
  if (protocol !== "https:" && protocol !== "http:") return undefined;
  const name = branch.split("/").map(encodeURIComponent).join("/");
  return `${protocol}//${host}${pathname}/${between}/${name}`;
}
