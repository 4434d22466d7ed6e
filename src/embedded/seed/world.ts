import { seedChat, seedModels } from "../chats/seed";
import type { Deployment } from "../deployment";
import { addToken, addUser } from "../engine/accounts";
import { pick, type Random, seededRandom } from "../state/random";
import type { Template, User } from "../state/types";
import { seedAgent } from "./agents";
import { seedMoreAgentTemplates, seedTemplates } from "./templates";
import { work } from "./words";

/** What a caller needs to use the world. */
export interface World {
  readonly token: string;
  readonly memberToken: string;
  /** Of the other members, by their names. */
  readonly userTokens: Readonly<Record<string, string>>;
}

/** Fills an empty deployment: its users, the templates, and as many agents as asked for. */
export function seedWorld(deployment: Deployment): World {
  const random = seededRandom(deployment.options.seed);
  const ada = addSeeded(deployment, random, "ada", "Ada Admin", ["owner"]);
  const mia = addSeeded(deployment, random, "mia", "Mia Member", []);
  const members = Array.from({ length: deployment.options.users }, (_, index) =>
    addSeeded(deployment, random, `member-${index + 1}`, `Member ${index + 1}`, []),
  );
  if (deployment.generation.chats) {
    for (const { id } of [mia, ...members]) deployment.chats.agentUsers.add(id);
  }
  const [agentTemplate] = seedTemplates(deployment, random, ada);
  if (agentTemplate === undefined) throw new Error("the world has no template");
  const { agents } = deployment.options;
  const more = agents === 0 ? [] : seedMoreAgentTemplates(deployment, ada);
  const templateOf = (index: number) => more[projectOf(index) - 1] ?? agentTemplate;
  // Nine in ten are ada's; the last ones one of each further member.
  const owners = Array.from({ length: agents }, (_, index) => (index % 10 === 9 ? mia : ada)).concat(members);
  seedAgents(deployment, random, templateOf, owners);
  return {
    token: addToken(deployment, ada, "fleet-admin"),
    memberToken: addToken(deployment, mia, "fleet-member"),
    userTokens: Object.fromEntries(
      members.map((member) => [member.username, addToken(deployment, member, "fleet-member")]),
    ),
  };
}

/** A small fleet works on one project; of a larger one, every fifth agent on another, and every fifth on a third. */
function projectOf(index: number): 0 | 1 | 2 {
  if (index < 5) return 0;
  return index % 5 === 2 ? 1 : index % 5 === 3 ? 2 : 0;
}

/** One agent for each owner. Where there are chats, agents are chats, or every other one where there are both. */
function seedAgents(
  deployment: Deployment,
  random: Random,
  templateOf: (index: number) => Template,
  owners: readonly User[],
): void {
  const digits = String(owners.length).length;
  const { chats, tasks } = deployment.generation;
  if (chats) seedModels(deployment);
  for (const [index, owner] of owners.entries()) {
    const job = pick(random, work);
    const [, slug] = job;
    const name = `${slug.slice(0, 32 - 1 - digits)}-${index + 1}`;
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

const addSeeded = (
  deployment: Deployment,
  random: Random,
  username: string,
  name: string,
  roles: User["roles"],
): User =>
  addUser(deployment, {
    id: random.uuid(),
    username,
    name,
    roles,
    createdAt: deployment.foundedAt,
    lastSeenAt: deployment.startedAt,
  });
