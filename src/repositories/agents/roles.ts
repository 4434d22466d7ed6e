import pLimit from "p-limit";
import { searchQuery } from "../../clients/search";
import { type Agent, UNKNOWN_ROLE } from "../../models/agent";
import type { Call } from "../../models/call";
import type { Workspace } from "../../models/coder/workspace";
import { AgentNotFoundError, CoderApiError, ValidationError } from "../../models/errors";
import type { TemplateRepository, WorkspaceRepository } from "../deployment";
import type { WorkspaceRows } from "./workspaceRows";

/** Ids in one search: a query of about 7 kB, which every proxy takes. */
const IDS_PER_SEARCH = 200;
/** Versions whose presets are asked for at the same time. */
const PRESET_REQUESTS = 6;

/**
 * Fills the role of every agent. Preset ids come from one workspace search for all of them (none for agents
 * whose workspace row was just read), names from the versions' presets, which are asked once per process.
 */
export async function agentsWithRoles(
  agents: readonly Agent[],
  from: { workspaces: WorkspaceRepository; templates: TemplateRepository; rows: WorkspaceRows },
  call: Call,
): Promise<readonly Agent[]> {
  const rows = new Map<string, Workspace>();
  const missing: string[] = [];
  for (const agent of agents) {
    if (agent.workspace === null) continue;
    const row = from.rows.kept(agent);
    if (row === undefined) missing.push(agent.workspace.id);
    else rows.set(row.id, row);
  }
  for (let start = 0; start < missing.length; start += IDS_PER_SEARCH) {
    const q = searchQuery({ id: missing.slice(start, start + IDS_PER_SEARCH) });
    const page = await from.workspaces.list({ q }, call);
    for (const row of page.workspaces) rows.set(row.id, row);
  }

  const names = await presetNames([...rows.values()], from.templates, call);
  return agents.map((agent) => {
    const row = agent.workspace === null ? undefined : rows.get(agent.workspace.id);
    const presetId = row?.latest_build?.template_version_preset_id;
    const role = (presetId ? names.get(presetId) : undefined) ?? UNKNOWN_ROLE;
    const withRole = { ...agent, role };
    return row === undefined ? withRole : from.rows.keep(withRole, row);
  });
}

/** Preset names by preset id, for the presets the given workspaces were built from. */
async function presetNames(
  workspaces: readonly Workspace[],
  templates: TemplateRepository,
  call: Call,
): Promise<ReadonlyMap<string, string>> {
  const versions = new Set(
    workspaces
      .filter(({ latest_build }) => latest_build?.template_version_preset_id)
      .map(({ latest_build }) => latest_build?.template_version_id ?? "")
      .filter((version) => version !== ""),
  );
  const limit = pLimit(PRESET_REQUESTS);
  const presets = await Promise.all(
    [...versions].map((version) => limit(() => readablePresets(version, templates, call))),
  );
  return new Map(presets.flat().map(({ id, name }) => [id, name]));
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
