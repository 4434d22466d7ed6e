import pLimit from "p-limit";
import { searchQuery } from "../../clients/search";
import { type Agent, UNKNOWN_ROLE } from "../../models/agent";
import type { Call } from "../../models/call";
import { AgentNotFoundError, CoderApiError, ValidationError } from "../../models/errors";
import type { TemplateRepository, WorkspaceRepository } from "../deployment";
import { type BuildOrigin, BuildOrigins } from "./buildOrigins";
import { BUILD_FAILED } from "./status";
import type { WorkspaceRows } from "./workspaceRows";

/** Ids in one search: a query of about 8 kB at most, which every proxy takes. */
const IDS_PER_SEARCH = 200;
/** Versions whose presets are asked for at the same time. */
const PRESET_REQUESTS = 6;

/**
 * The roles of agents. Preset ids come from one workspace search for all agents whose build has not been seen
 * yet, names from the versions' presets; both never change and are asked for once.
 */
export class Roles {
  readonly #workspaces: WorkspaceRepository;
  readonly #templates: TemplateRepository;
  readonly #rows: WorkspaceRows;
  readonly #origins = new BuildOrigins();

  constructor(
    { workspaces, templates }: { workspaces: WorkspaceRepository; templates: TemplateRepository },
    rows: WorkspaceRows,
  ) {
    this.#workspaces = workspaces;
    this.#templates = templates;
    this.#rows = rows;
  }

  /** The same agents with `role` filled, `Unknown` where it cannot be known; and why a failed build failed. */
  async fill(agents: readonly Agent[], call: Call): Promise<readonly Agent[]> {
    const origins = await this.#originsOf(agents, call);
    const names = await this.#presetNames([...origins.values()], call);
    return agents.map((agent) => {
      const presetId = origins.get(agent)?.presetId ?? null;
      const role = (presetId === null ? undefined : names.get(presetId)) ?? UNKNOWN_ROLE;
      return withBuildError({ ...agent, role }, origins.get(agent)?.error ?? null);
    });
  }

  async #originsOf(agents: readonly Agent[], call: Call): Promise<ReadonlyMap<Agent, BuildOrigin>> {
    const known = new Map<Agent, BuildOrigin>();
    const unseen = new Map<string, Agent>();
    for (const agent of agents) {
      const row = this.#rows.kept(agent);
      const origin = row === undefined ? this.#origins.of(agent) : this.#origins.learn(row);
      if (origin !== undefined) known.set(agent, origin);
      const whole = origin !== undefined && (origin.error !== null || agent.statusReason !== BUILD_FAILED);
      if (!whole && agent.workspace !== null) unseen.set(agent.workspace.id, agent);
    }
    const ids = [...unseen.keys()];
    for (let start = 0; start < ids.length; start += IDS_PER_SEARCH) {
      const q = searchQuery({ id: ids.slice(start, start + IDS_PER_SEARCH) });
      const { workspaces } = await this.#workspaces.list({ q }, call);
      for (const row of workspaces) {
        const agent = unseen.get(row.id);
        const origin = this.#origins.learn(row);
        if (agent !== undefined && origin !== undefined) known.set(agent, origin);
      }
    }
    return known;
  }

  /** Preset names by preset id. */
  async #presetNames(origins: readonly BuildOrigin[], call: Call): Promise<ReadonlyMap<string, string>> {
    const versions = new Set(
      origins.filter(({ presetId }) => presetId !== null).map(({ versionId }) => versionId),
    );
    const limit = pLimit(PRESET_REQUESTS);
    const presets = await Promise.all(
      [...versions].map((version) => limit(() => readablePresets(version, this.#templates, call))),
    );
    return new Map(presets.flat().map(({ id, name }) => [id, name]));
  }
}

/** A task's row says only that its build failed. */
function withBuildError(agent: Agent, error: string | null): Agent {
  if (error === null || agent.statusReason !== BUILD_FAILED) return agent;
  const { attention } = agent;
  return {
    ...agent,
    statusReason: error,
    attention: attention?.message === BUILD_FAILED ? { ...attention, message: error } : attention,
  };
}

/** Presets of a version that is gone or hidden are unknown; that is no reason to fail a list. */
async function readablePresets(version: string, templates: TemplateRepository, call: Call) {
  try {
    return await templates.presets(version, call);
  } catch (error) {
    const hidden =
      error instanceof AgentNotFoundError ||
      error instanceof ValidationError ||
      (error instanceof CoderApiError && error.reason !== "rate_limited" && error.reason !== "server_error");
    if (hidden) return [];
    throw error;
  }
}
