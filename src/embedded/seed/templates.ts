import type { Deployment } from "../deployment";
import { organizationTags } from "../engine/jobs";
import { type Random, seededRandom } from "../state/random";
import type { Blueprint } from "../state/blueprint";
import type { Job, Template, TemplateVersion, User } from "../state/types";
import { claudeAgent, plainDev } from "./blueprints";
import { agentLike } from "./moreAgents";

interface TemplateSeed {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly icon: string;
  readonly blueprint: Blueprint;
  readonly tags?: Job["tags"];
}

/** The templates every world has; `claude-agent` and `plain-dev` are the ones of the recordings. */
export function seedTemplates(deployment: Deployment, random: Random, author: User): Template[] {
  const agent = claudeAgent(deployment.generation);
  const seeds: TemplateSeed[] = [
    {
      name: "claude-agent",
      displayName: "Claude Agent",
      description: "AI agent in a workspace",
      icon: "/icon/claude.svg",
      blueprint: agent,
    },
    {
      name: "plain-dev",
      displayName: "Plain Dev",
      description: "A plain workspace",
      icon: "/icon/terminal.svg",
      blueprint: plainDev(),
    },
  ];
  return seeds.map((seed) => addTemplate(deployment, random, author, seed));
}

/** Templates of other coding agents, so that a fleet works on more than one project. */
export function seedMoreAgentTemplates(deployment: Deployment, author: User): Template[] {
  // A sequence of its own: what else is in the world stays what it is without them.
  const random = seededRandom(deployment.options.seed + 2_000_003);
  const base = claudeAgent(deployment.generation);
  const seeds: TemplateSeed[] = [
    {
      name: "codex-agent",
      displayName: "Codex Agent",
      description: "Codex in a workspace",
      icon: "/icon/openai.svg",
      blueprint: agentLike(base, {
        slug: "codex",
        displayName: "Codex",
        icon: "/icon/openai.svg",
        role: "coder",
      }),
    },
    {
      name: "review-agent",
      displayName: "Review Agent",
      description: "Reads pull requests and comments on them",
      icon: "/icon/git.svg",
      blueprint: agentLike(base, {
        slug: "review",
        displayName: "Review",
        icon: "/icon/git.svg",
        role: "reviewer",
      }),
    },
  ];
  return seeds.map((seed) => addTemplate(deployment, random, author, seed));
}

/** A template with one finished version. */
export function addTemplate(
  deployment: Deployment,
  random: Random,
  author: User,
  seed: TemplateSeed,
): Template {
  const createdAt = deployment.foundedAt + 3_600_000;
  const version: TemplateVersion = {
    id: random.uuid(),
    templateId: null,
    name: "v1",
    message: "initial",
    createdAt,
    updatedAt: createdAt,
    createdBy: author.id,
    blueprint: seed.blueprint,
    presets: seed.blueprint.presets.map((preset) => ({ id: random.uuid(), ...preset })),
    job: finishedJob(random, "template_version_import", author.id, createdAt, seed.tags),
    archived: false,
  };
  const template: Template = {
    id: random.uuid(),
    organizationId: deployment.organizationId,
    name: seed.name,
    displayName: seed.displayName,
    description: seed.description,
    icon: seed.icon,
    createdAt,
    updatedAt: createdAt,
    createdBy: author.id,
    activeVersionId: version.id,
    defaultTtlMs: 0,
    activityBumpMs: 3_600_000,
    allowUserCancelJobs: false,
    deprecationMessage: "",
    deleted: false,
  };
  version.templateId = template.id;
  deployment.store.versions.set(version.id, version);
  deployment.store.templates.set(template.id, template);
  return template;
}

/** A job that ended well before this process began. */
export function finishedJob(
  random: Random,
  type: Job["type"],
  initiatorId: string,
  createdAt: number,
  tags: Job["tags"] = organizationTags,
): Job {
  return {
    id: random.uuid(),
    type,
    initiatorId,
    fileId: random.uuid(),
    tags,
    createdAt,
    startedAt: createdAt + 40,
    completedAt: createdAt + 2500,
    canceledAt: null,
    status: "succeeded",
    error: null,
    workerId: random.uuid(),
    logs: null,
  };
}
