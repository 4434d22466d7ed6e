/** Addresses of files in workspaces: `coder-fleet://<workspace id>@<host of the deployment>/<absolute path>`. Pure. */

export const FILE_SCHEME = "coder-fleet";

/** The parts of a URI that matter here. */
interface UriParts {
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
}

interface FileAddress {
  readonly workspaceId: string;
  /** Host of a deployment, with its port where that is not the usual one. */
  readonly host: string;
  readonly path: string;
}

export function fileUri(deployment: string, workspaceId: string, path: string): UriParts {
  return { scheme: FILE_SCHEME, authority: `${workspaceId}@${new URL(deployment).host}`, path };
}

/** Undefined for addresses that are not of our files. */
export function fileAddress({ scheme, authority, path }: UriParts): FileAddress | undefined {
  const [workspaceId = "", host = "", ...rest] = authority.split("@");
  const isOurs = scheme === FILE_SCHEME && workspaceId !== "" && host !== "" && rest.length === 0;
  return isOurs ? { workspaceId, host, path: path === "" ? "/" : path } : undefined;
}

/** The deployment a file is on, among those there are. */
export function deploymentOf({ host }: FileAddress, urls: readonly string[]): string | undefined {
  return urls.find((url) => new URL(url).host === host.toLowerCase());
}
