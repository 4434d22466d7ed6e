import type { Deployment } from "../deployment";
import { namesFromPrompt } from "../rules/names";
import { resolveParameters } from "../rules/parameters";
import { pick, type Random } from "../state/random";
import { latestBuild } from "../state/store";
import { promptParameter, type Preset } from "../state/blueprint";
import type {
  App,
  AppState,
  AppStatus,
  Build,
  Template,
  TemplateVersion,
  User,
  Workspace,
  WorkspaceAgent,
} from "../state/types";
import { pullRequest } from "../worker/story";
import { finishedJob } from "./templates";

const hour = 3_600_000;

/** An agent that has worked before the process began. */
export interface AgentSeed {
  readonly owner: User;
  readonly template: Template;
  readonly name: string;
  readonly work: readonly [prompt: string, slug: string, result: string];
  /** False: a workspace that a chat works in. */
  readonly isTask: boolean;
}

/** How the life of a seeded agent stands; the shares are of 100. */
const lives = [
  { share: 40, transition: "start", state: "idle", online: true },
  { share: 25, transition: "start", state: "working", online: true },
  { share: 10, transition: "start", state: "complete", online: true },
  { share: 6, transition: "start", state: "failure", online: true },
  { share: 4, transition: "start", state: "working", online: false },
  { share: 15, transition: "stop", state: "idle", online: true },
] as const;

/** One agent with a past: its builds, reports and conversation, as if it had worked for days. */
export function seedAgent(deployment: Deployment, random: Random, seed: AgentSeed): Workspace {
  const { store, generation, startedAt } = deployment;
  const version = store.version(seed.template.activeVersionId);
  const life = drawLife(random);
  const preset = pick(
    random,
    version.presets.filter((candidate) => /^(coder|reviewer|coder-deep)$/.test(candidate.name)),
  );
  const createdAt = Math.round(startedAt - hour - random.next() * 60 * 24 * hour);
  const [prompt] = seed.work;
  const workspace: Workspace = {
    id: random.uuid(),
    ownerId: seed.owner.id,
    templateId: seed.template.id,
    name: seed.name,
    createdAt,
    updatedAt: createdAt,
    lastUsedAt: startedAt,
    ttlMs: null,
    autostart: null,
    automaticUpdates: "never",
    dormantAt: null,
    deleted: false,
    favoriteOf: new Set(),
    builds: [firstBuild(random, seed, version, preset, createdAt)],
    latestAppStatus: null,
    task:
      generation.tasks === "own" && seed.isTask
        ? {
            id: random.uuid(),
            displayName: namesFromPrompt(prompt, "0000").displayName,
            createdAt,
            prompt,
            snapshot: null,
          }
        : null,
    messages: [],
    folder: null,
  };
  if (seed.isTask) livePast(random, workspace, seed, life);
  if (life.transition === "stop") pauseIt(random, workspace);
  for (const build of workspace.builds) build.hasAiTask = seed.isTask;
  store.addWorkspace(workspace);
  if (seed.isTask && life.state === "working" && life.online) deployment.worker.goOn(workspace);
  return workspace;
}

function drawLife(random: Random): (typeof lives)[number] {
  let left = random.next() * 100;
  for (const life of lives) if ((left -= life.share) < 0) return life;
  return lives[0];
}

function firstBuild(
  random: Random,
  { owner, work: [prompt] }: AgentSeed,
  version: TemplateVersion,
  preset: Preset,
  createdAt: number,
): Build {
  const build = pastBuild(random, {
    number: 1,
    transition: "start",
    reason: "initiator",
    createdAt,
    templateVersionId: version.id,
    presetId: preset.id,
    initiatorId: owner.id,
    parameters: resolveParameters({
      blueprint: version.blueprint,
      given: [{ name: promptParameter, value: prompt }],
      preset: preset.parameters,
      previous: null,
      checkMonotonic: true,
    }),
  });
  build.agent = pastAgent(random, version, createdAt + 2600);
  return build;
}

type PastBuild = Pick<
  Build,
  | "number"
  | "transition"
  | "reason"
  | "createdAt"
  | "templateVersionId"
  | "presetId"
  | "initiatorId"
  | "parameters"
>;

const pastBuild = (random: Random, past: PastBuild): Build => ({
  ...past,
  id: random.uuid(),
  job: finishedJob(random, "workspace_build", past.initiatorId, past.createdAt),
  updatedAt: past.createdAt + 2500,
  deadline: null,
  hasAiTask: true,
  agent: null,
});

function pastAgent(random: Random, version: TemplateVersion, createdAt: number): WorkspaceAgent | null {
  const blueprint = version.blueprint.resources.find((resource) => resource.agent !== null)?.agent;
  if (blueprint === undefined || blueprint === null) return null;
  return {
    id: random.uuid(),
    createdAt,
    blueprint,
    token: random.uuid(),
    connection: "connected",
    lifecycle: "ready",
    firstConnectedAt: createdAt + 150,
    lastConnectedAt: createdAt + 150,
    disconnectedAt: null,
    startedAt: createdAt + 150,
    readyAt: createdAt + 1300,
    apps: blueprint.apps.map((app) => ({
      id: random.uuid(),
      blueprint: app,
      health: app.healthcheck === null ? "disabled" : "healthy",
      listening: app.listens,
      statuses: [],
      // What makes workspaces of long-lived agents large: every report they ever made.
      olderStatuses: app.healthcheck === null ? 0 : 100 + Math.floor(random.next() * 260),
    })),
    logs: null,
  };
}

/** Its last turn, in reports and messages. */
function livePast(
  random: Random,
  workspace: Workspace,
  { work: [prompt, , result] }: AgentSeed,
  life: (typeof lives)[number],
): void {
  const build = latestBuild(workspace);
  const app = build.agent?.apps.find((candidate) => candidate.blueprint.healthcheck !== null);
  if (build.agent === null || app === undefined) return;
  const begin = build.createdAt + 4000;
  const end = begin + Math.round((Date.now() - begin) * random.next());
  const say = (state: AppState, message: string, createdAt: number, uri = "") => {
    report(random, workspace, app, { state, message, uri, createdAt });
  };
  say("working", `Working on: ${prompt}`, begin);
  workspace.messages.push({ id: 0, role: "user", content: prompt, time: begin });
  if (life.state === "working") {
    say("working", `Still on it: ${prompt}`, end);
  } else {
    const message = life.state === "failure" ? "Tests failed: 3 of 41 failing" : result;
    workspace.messages.push({ id: 1, role: "agent", content: message, time: end });
    say(life.state, message, end, life.state === "complete" ? pullRequest : "");
  }
  if (!life.online) {
    build.agent.connection = "disconnected";
    build.agent.lastConnectedAt = end;
    build.agent.disconnectedAt = end;
  }
}

function report(
  random: Random,
  workspace: Workspace,
  app: App,
  said: Pick<AppStatus, "state" | "message" | "uri" | "createdAt">,
): void {
  const status: AppStatus = {
    ...said,
    id: random.uuid(),
    agentId: latestBuild(workspace).agent?.id ?? "",
    appId: app.id,
    needsUserAttention: false,
  };
  app.statuses.push(status);
  workspace.latestAppStatus = status;
}

/** Stopped after its last turn, with the conversation saved. */
function pauseIt(random: Random, workspace: Workspace): void {
  const { initiatorId, presetId, templateVersionId, parameters } = latestBuild(workspace);
  const createdAt = (workspace.latestAppStatus?.createdAt ?? workspace.createdAt) + 60_000;
  workspace.builds.push(
    pastBuild(random, {
      number: 2,
      transition: "stop",
      reason: workspace.task === null ? "initiator" : "task_auto_pause",
      createdAt,
      templateVersionId,
      presetId,
      initiatorId,
      parameters,
    }),
  );
  if (workspace.task !== null) {
    workspace.task.snapshot = { takenAt: createdAt, messages: workspace.messages };
  }
}
