import { seedChat, seedModels } from "../chats/seed";
import type { Deployment } from "../deployment";
import { pick, type Random, secretText, seededRandom } from "../state/random";
import type { Template, Token, User } from "../state/types";
import { seedAgent } from "./agents";
import { seedMoreAgentTemplates, seedTemplates } from "./templates";
import { work } from "./words";

const day = 24 * 3_600_000;

/** What a caller needs to use the world. */
export interface World {
  readonly token: string;
  readonly memberToken: string;
}

/** Fills an empty deployment: two users, the templates, and as many agents as asked for. */
export function seedWorld(deployment: Deployment): World {
  const random = seededRandom(deployment.options.seed);
  const ada = addUser(deployment, random, "ada", "Ada Admin", ["owner"]);
  const mia = addUser(deployment, random, "mia", "Mia Member", []);
  const [agentTemplate] = seedTemplates(deployment, random, ada);
  if (agentTemplate === undefined) throw new Error("the world has no template");
  const more = deployment.options.agents === 0 ? [] : seedMoreAgentTemplates(deployment, ada);
  const templateOf = (index: number) => more[projectOf(index) - 1] ?? agentTemplate;
  seedAgents(deployment, random, templateOf, ada, mia);
  return {
    token: addToken(deployment, ada, "fleet-admin"),
    memberToken: addToken(deployment, mia, "fleet-member"),
  };
}

/** A small fleet works on one project; of a larger one, every fifth agent on another, and every fifth on a third. */
function projectOf(index: number): 0 | 1 | 2 {
  if (index < 5) return 0;
  return index % 5 === 2 ? 1 : index % 5 === 3 ? 2 : 0;
}

/** Nine in ten agents are ada's. Where there are chats, agents are chats, or every other one where there are both. */
function seedAgents(
  deployment: Deployment,
  random: Random,
  templateOf: (index: number) => Template,
  ada: User,
  mia: User,
): void {
  const count = deployment.options.agents;
  const { chats, tasks } = deployment.generation;
  if (chats) {
    seedModels(deployment);
    deployment.chats.agentUsers.add(mia.id);
  }
  for (let index = 0; index < count; index++) {
    const job = pick(random, work);
    const [, slug] = job;
    const owner = index % 10 === 9 ? mia : ada;
    const name = `${slug.slice(0, 32 - 1 - String(count).length)}-${index + 1}`;
    const template = templateOf(index);
    const isChat = chats && (tasks === "none" || index % 2 === 0);
    // Two chats in three have a workspace.
    const workspace =
      !isChat || index % 3 !== 2
        ? seedAgent(deployment, random, { owner, template, name, work: job, isTask: !isChat })
        : null;
    if (isChat)
      seedChat(deployment, random, {
        owner,
        name,
        work: job,
        workspace,
        running: index % 9 === 4 && index < 18,
      });
  }
}

function addUser(
  deployment: Deployment,
  random: Random,
  username: string,
  name: string,
  roles: User["roles"],
): User {
  const user: User = {
    id: random.uuid(),
    username,
    name,
    email: `${username}@example.com`,
    password: secretText(16),
    roles,
    createdAt: deployment.foundedAt,
    updatedAt: deployment.foundedAt,
    lastSeenAt: deployment.startedAt,
  };
  deployment.store.users.set(user.id, user);
  return user;
}

/** A token for a user, good for a week; the text is what a client sends. */
export function addToken(
  deployment: Deployment,
  user: User,
  name: string,
  lifetimeMs = 7 * day,
  scope: Token["scope"] = "all",
): string {
  const now = Date.now();
  const token: Token = {
    id: secretText(10),
    secret: secretText(22),
    userId: user.id,
    name,
    loginType: "token",
    createdAt: now,
    expiresAt: now + lifetimeMs,
    lastUsedAt: 0,
    lifetimeSeconds: Math.round(lifetimeMs / 1000),
    scope,
  };
  deployment.store.tokens.set(token.id, token);
  return `${token.id}-${token.secret}`;
}
