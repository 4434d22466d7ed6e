/**
 * Test-only routes below /_embedded/, there with `--control`: what a test cannot bring about through Coder's
 * own API. They ask for no token; the Host check and 127.0.0.1 keep strangers out.
 */
import * as z from "zod";
import type { Deployment } from "./deployment";
import { reap } from "./engine/builds";
import { organizationTags } from "./engine/jobs";
import type { Context } from "./http/context";
import { HttpError, notFound } from "./http/errors";
import { readJson } from "./http/jsonBody";
import { empty, json, type Reply } from "./http/reply";
import type { Route } from "./http/route";
import { agentDev } from "./seed/agentDev";
import { claudeAgent, plainDev } from "./seed/blueprints";
import { addTemplate, finishedJob } from "./seed/templates";
import { newId, seededRandom } from "./state/random";
import { currentAgent, latestBuild } from "./state/store";
import type { Blueprint } from "./state/blueprint";
import type { Job, TemplateVersion, User, Workspace } from "./state/types";
import { outages } from "./worker/outages";

const templateBody = z.object({
  name: z.string().default(""),
  /**
   * plain: a template without an AI task. agent: one for the agents of chats. pending: an AI template whose tags
   * no provisioner has. failed and canceled: a version that was never imported, without a template.
   */
  fate: z.enum(["plain", "agent", "pending", "failed", "canceled"]),
});

const faultsBody = z.object({
  latency_ms: z.number().min(0).optional(),
  /** Replaces the failures planned so far. */
  failures: z
    .array(
      z.object({
        kind: z.enum(["status", "drop"]),
        status: z.number().int().default(500),
        /** A regular expression over the path. */
        path: z.string(),
        /** How many requests it hits. */
        count: z.number().int().positive().default(1),
      }),
    )
    .optional(),
});

export const controlRoutes: readonly Route[] = [
  { method: "GET", path: "/_embedded/workspaces/{workspace}/agents", auth: "none", handler: listAgents },
  { method: "POST", path: "/_embedded/workspaces/{workspace}/outage", auth: "none", handler: beginOutage },
  {
    method: "POST",
    path: "/_embedded/workspaces/{workspace}/fail-next-build",
    auth: "none",
    handler: failNextBuild,
  },
  {
    method: "POST",
    path: "/_embedded/workspaces/{workspace}/reap-build",
    auth: "none",
    handler: reapBuild,
  },
  { method: "POST", path: "/_embedded/templates", auth: "none", handler: makeTemplate },
  { method: "POST", path: "/_embedded/unmake-template", auth: "none", handler: unmakeTemplate },
  { method: "POST", path: "/_embedded/first-user", auth: "none", handler: setFirstUser },
  { method: "POST", path: "/_embedded/faults", auth: "none", handler: setFaults },
  { method: "POST", path: "/_embedded/clock", auth: "none", handler: passTime },
  { method: "POST", path: "/_embedded/expire-tokens", auth: "none", handler: expireTokens },
];

/** All workspace agents a workspace ever had, oldest first, with the tokens they use. */
function listAgents(context: Context): Reply {
  const workspace = workspaceOf(context);
  const current = currentAgent(workspace);
  return json(
    workspace.builds.flatMap(({ number, agent }) =>
      agent === null
        ? []
        : [{ id: agent.id, token: agent.token, build_number: number, current: agent === current }],
    ),
  );
}

async function beginOutage(context: Context): Promise<Reply> {
  const { what } = await readJson(context, z.object({ what: z.string() }));
  const begin = outages.get(what);
  if (begin === undefined) {
    throw new HttpError(400, `There is no outage "${what}": there are ${[...outages.keys()].join(", ")}.`);
  }
  begin(context.deployment, workspaceOf(context));
  return empty();
}

function failNextBuild(context: Context): Reply {
  context.deployment.faults.failingBuilds.add(workspaceOf(context).id);
  return empty();
}

/** The half hour after which nobody waits any longer for a provisioner is over. */
function reapBuild(context: Context): Reply {
  const workspace = workspaceOf(context);
  reap(context.deployment, workspace, latestBuild(workspace));
  return empty();
}

async function makeTemplate(context: Context): Promise<Reply> {
  const { name, fate } = await readJson(context, templateBody);
  const { deployment } = context;
  const author = ownerOf(deployment);
  const random = seededRandom(deployment.store.versions.size + 1);
  if (fate === "failed" || fate === "canceled") {
    const version = unimportedVersion(deployment, author, fate);
    deployment.store.versions.set(version.id, version);
    return json({ template_id: "", version_id: version.id }, 201);
  }
  const template = addTemplate(deployment, random, author, {
    name: name === "" ? `template-${deployment.store.templates.size}` : name,
    displayName: "",
    description: "",
    icon: "",
    blueprint: blueprintOf(deployment, fate),
    tags: fate === "pending" ? nobodysTags : organizationTags,
  });
  return json({ template_id: template.id, version_id: template.activeVersionId }, 201);
}

/** Takes a template away as if it was never made, and gives the file it can be made from again. */
async function unmakeTemplate(context: Context): Promise<Reply> {
  const { name } = await readJson(context, z.object({ name: z.string() }));
  const { store } = context.deployment;
  const template = [...store.templates.values()].find((one) => one.name === name && !one.deleted);
  if (template === undefined) throw notFound();
  const { blueprint } = store.version(template.activeVersionId);
  const id = newId();
  const content = Buffer.alloc(0);
  store.files.set(id, { id, hash: id, ownerId: ownerOf(context.deployment).id, content, blueprint });
  store.templates.delete(template.id);
  store.versions.delete(template.activeVersionId);
  return json({ file_id: id }, 201);
}

function blueprintOf({ generation }: Deployment, fate: "plain" | "agent" | "pending"): Blueprint {
  if (fate === "plain") return plainDev();
  return fate === "agent" ? agentDev(generation) : claudeAgent(generation);
}

/** Tags no provisioner daemon has: jobs with them wait for ever. */
const nobodysTags = { ...organizationTags, pool: "gpu" };

function unimportedVersion(
  deployment: Deployment,
  author: User,
  fate: "failed" | "canceled",
): TemplateVersion {
  const random = seededRandom(deployment.store.versions.size + 1);
  const createdAt = Date.now();
  const job: Job = {
    ...finishedJob(random, "template_version_import", author.id, createdAt),
    ...(fate === "failed"
      ? { status: "failed", error: "template import init error: initialize terraform: exit status 1" }
      : { status: "canceled", tags: nobodysTags, startedAt: null, canceledAt: createdAt, workerId: null }),
  };
  return {
    id: random.uuid(),
    templateId: null,
    name: `${fate}_version${deployment.store.versions.size}`,
    message: "",
    createdAt,
    updatedAt: createdAt,
    createdBy: author.id,
    blueprint: { ...plainDev(), importError: job.error },
    presets: [],
    job,
    archived: false,
  };
}

async function setFirstUser(context: Context): Promise<Reply> {
  const { exists } = await readJson(context, z.object({ exists: z.boolean() }));
  context.deployment.faults.noFirstUser = !exists;
  return empty();
}

async function setFaults(context: Context): Promise<Reply> {
  const { latency_ms: latencyMs, failures } = await readJson(context, faultsBody);
  const { faults } = context.deployment;
  if (latencyMs !== undefined) faults.latencyMs = latencyMs;
  if (failures !== undefined) {
    faults.failures = failures.map(({ kind, status, path, count }) => ({
      kind,
      status,
      path: new RegExp(path),
      remaining: count,
    }));
  }
  return empty();
}

/** Holds the deployment's time from now on, and lets so much of it pass. */
async function passTime(context: Context): Promise<Reply> {
  const { pass_ms: ms } = await readJson(context, z.object({ pass_ms: z.number().min(0) }));
  const { timers } = context.deployment;
  timers.hold();
  await timers.pass(ms);
  return empty();
}

/** Every token is out of date from now on. */
function expireTokens(context: Context): Reply {
  for (const token of context.store.tokens.values()) token.expiresAt = Date.now() - 1;
  return empty();
}

function workspaceOf(context: Context): Workspace {
  const workspace = context.store.workspaces.get(context.param("workspace"));
  if (workspace === undefined) throw notFound();
  return workspace;
}

function ownerOf(deployment: Deployment): User {
  for (const user of deployment.store.users.values()) if (user.roles.includes("owner")) return user;
  throw new HttpError(500, "The deployment has no owner.");
}
