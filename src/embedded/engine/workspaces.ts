import type { Deployment } from "../deployment";
import { HttpError } from "../http/errors";
import { nameTaken } from "../rules/names";
import { resolveParameters } from "../rules/parameters";
import { newId } from "../state/random";
import { latestBuild } from "../state/store";
import type { NamedValue, Preset } from "../state/blueprint";
import type { Task, TemplateVersion, Transition, User, Workspace } from "../state/types";
import { newBuild, queueBuild } from "./builds";

/** A workspace to make; nothing is checked before. */
export interface WorkspaceRequest {
  readonly owner: User;
  readonly initiator: User;
  readonly templateId: string;
  readonly version: TemplateVersion;
  readonly presetId: string | null;
  readonly name: string;
  readonly parameters: readonly NamedValue[];
  /** Milliseconds after which it stops; absent: never. */
  readonly ttlMs?: number | undefined;
  /** A cron line; absent: it starts only when asked to. */
  readonly autostart?: string | undefined;
  readonly task?: Task;
}

/**
 * Makes a workspace and queues its first build.
 * @throws HttpError for a taken name, an unknown preset, wrong parameters
 */
export function createWorkspace(deployment: Deployment, request: WorkspaceRequest): Workspace {
  const { store, generation } = deployment;
  if (store.workspaceByName(request.owner.id, request.name) !== undefined) throw nameTaken(request.name);
  const parameters = resolveParameters({
    blueprint: request.version.blueprint,
    given: request.parameters,
    preset: presetValues(deployment, request.presetId),
    previous: null,
    checkMonotonic: !generation.old,
  });
  const build = newBuild(deployment, {
    transition: "start",
    reason: "initiator",
    templateVersionId: request.version.id,
    presetId: presetOf(request.version, request.presetId, parameters),
    initiatorId: request.initiator.id,
    parameters,
    number: 1,
  });
  const workspace: Workspace = {
    id: newId(),
    ownerId: request.owner.id,
    templateId: request.templateId,
    name: request.name,
    createdAt: build.createdAt,
    updatedAt: build.createdAt,
    lastUsedAt: build.createdAt,
    ttlMs: request.ttlMs ?? null,
    autostart: request.autostart ?? null,
    automaticUpdates: "never",
    dormantAt: null,
    deleted: false,
    favoriteOf: new Set(),
    builds: [build],
    latestAppStatus: null,
    task: request.task ?? null,
    messages: [],
    folder: null,
  };
  store.addWorkspace(workspace);
  queueBuild(deployment, workspace);
  return workspace;
}

/** A build to add; what is absent stays as in the last one. */
export interface NextBuildRequest {
  readonly transition: Transition;
  readonly reason: string;
  readonly initiator: User;
  readonly version?: TemplateVersion;
  readonly presetId?: string;
  readonly parameters?: readonly NamedValue[];
}

/**
 * Queues another build of a workspace.
 * @throws HttpError 409 while one is under way, 400 for wrong parameters
 */
export function addBuild(deployment: Deployment, workspace: Workspace, request: NextBuildRequest) {
  const { store, generation } = deployment;
  const last = latestBuild(workspace);
  if (last.job.completedAt === null) {
    const message = "A workspace build is already active.";
    throw new HttpError(409, message, message);
  }
  const version = request.version ?? store.version(last.templateVersionId);
  const parameters = resolveParameters({
    blueprint: version.blueprint,
    given: request.parameters ?? [],
    preset: presetValues(deployment, request.presetId ?? null),
    previous: last.parameters,
    checkMonotonic: !generation.old,
  });
  const build = newBuild(deployment, {
    transition: request.transition,
    reason: request.reason,
    templateVersionId: version.id,
    presetId: presetOf(version, request.presetId ?? null, parameters),
    initiatorId: request.initiator.id,
    parameters,
    number: last.number + 1,
  });
  store.addBuild(workspace, build);
  queueBuild(deployment, workspace);
  return build;
}

/** @throws HttpError 500, which is how Coder answers an unknown preset */
function presetValues(deployment: Deployment, presetId: string | null): readonly NamedValue[] {
  if (presetId === null) return [];
  const preset = findPreset(deployment, presetId);
  if (preset !== undefined) return preset.parameters;
  throw new HttpError(
    500,
    "failed to fetch preset parameter values",
    "failed to get preset parameters: sql: no rows in result set",
  );
}

/** Without a preset given, Coder finds the one whose parameters all have the build's values; largest first. */
function presetOf(
  version: TemplateVersion,
  presetId: string | null,
  values: readonly NamedValue[],
): string | null {
  if (presetId !== null) return presetId;
  const matching = version.presets.filter((preset) =>
    preset.parameters.every(({ name, value }) =>
      values.some((parameter) => parameter.name === name && parameter.value === value),
    ),
  );
  matching.sort((a, b) => b.parameters.length - a.parameters.length);
  return matching[0]?.id ?? null;
}

function findPreset(deployment: Deployment, id: string): Preset | undefined {
  for (const version of deployment.store.versions.values()) {
    const preset = version.presets.find((candidate) => candidate.id === id);
    if (preset !== undefined) return preset;
  }
  return undefined;
}
