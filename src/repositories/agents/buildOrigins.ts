import type { Agent } from "../../models/agent";
import { type Workspace, workspaceAgentsOf } from "../../models/coder/workspace";

/** What a build was made from, which never changes, and how it failed, which never changes once it has. */
export interface BuildOrigin {
  readonly versionId: string;
  /** Null where no preset was chosen. */
  readonly presetId: string | null;
  /** Why its job failed; null while it has not. */
  readonly error: string | null;
}

/** Builds remembered at most; some 200 bytes each. */
const MOST_BUILDS = 20_000;

/**
 * Remembers what builds were made from. Workspaces are up to 131 kB each, so a list that is read again and
 * again must not fetch them every time for something that cannot have changed: a task row names its build by
 * number or by its workspace agent, which lives for one build only.
 */
export class BuildOrigins {
  readonly #origins = new Map<string, BuildOrigin>();

  /** Learns from a workspace as it was read. */
  learn(workspace: Workspace): BuildOrigin | undefined {
    const build = workspace.latest_build;
    if (build === null) return undefined;
    const origin = {
      versionId: build.template_version_id,
      presetId: build.template_version_preset_id,
      error: build.job.error ?? null,
    };
    this.#remember(byNumber(workspace.id, build.build_number), origin);
    for (const { id } of workspaceAgentsOf(workspace)) this.#remember(id, origin);
    return origin;
  }

  /** What the agent's present build was made from; undefined where its workspace has to be asked for. */
  of({ workspace }: Agent): BuildOrigin | undefined {
    if (workspace === null) return undefined;
    const { id, workspaceAgentId, buildNumber } = workspace;
    const key = buildNumber === undefined ? workspaceAgentId : byNumber(id, buildNumber);
    return key === null ? undefined : this.#origins.get(key);
  }

  #remember(key: string, origin: BuildOrigin): void {
    this.#origins.set(key, origin);
    for (const oldest of this.#origins.keys()) {
      if (this.#origins.size <= MOST_BUILDS) break;
      this.#origins.delete(oldest);
    }
  }
}

function byNumber(workspaceId: string, buildNumber: number): string {
  return `${workspaceId}#${buildNumber}`;
}
