/** What is offered to VS Code as MCP servers. Pure, and without secrets: VS Code keeps it on disk. */
import { createHash } from "node:crypto";

/** What is known of a signed-in deployment. */
export interface OfferedDeployment {
  readonly url: string;
  readonly token: string;
}

export interface OfferedServer {
  /** Unique; VS Code remembers trust and tools by it. */
  readonly label: string;
  /** Undefined while nobody is signed in: starting it asks. */
  readonly url: string | undefined;
  /** Changes with everything that a running server would have to be started anew for. */
  readonly version: string;
}

export const SERVER_LABEL = "Coder Fleet";

/**
 * The active deployment's server, or with `all` one for each; always at least one.
 * @param deployments the active one first
 * @param environment of the settings, without secrets
 */
export function offeredServers(
  deployments: readonly OfferedDeployment[],
  all: boolean,
  about: { readonly version: string; readonly environment: Readonly<Record<string, string>> },
): readonly OfferedServer[] {
  const [active, ...others] = deployments;
  const offered = (label: string, deployment: OfferedDeployment | undefined): OfferedServer => ({
    label,
    url: deployment?.url,
    version: `${about.version}+${fingerprint({ ...about.environment, url: deployment?.url, token: deployment?.token })}`,
  });
  return [
    offered(SERVER_LABEL, active),
    ...(all ? others : []).map((deployment) => offered(`${SERVER_LABEL} (${deployment.url})`, deployment)),
  ];
}

/** Twelve hexadecimal characters: enough to see a change, too few to learn anything of a random token. */
function fingerprint(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 12);
}
