/** Chats with a past, and the models they use. */
import type { Deployment } from "../deployment";
import { pick, type Random } from "../state/random";
import { currentAgent, latestBuild } from "../state/store";
import type { User, Workspace } from "../state/types";
import { titleLater } from "./engine/afterTurn";
import { instructions } from "./engine/instructions";
import { emptyChat, newChat } from "./engine/newChat";
import { startTurn } from "./engine/turns";
import { addModel, addProvider } from "./engine/modelStore";
import type { Chat, ChatMessage, Part } from "./state/types";

const hour = 3_600_000;
const organization = "https://github.com/acme";

/** A chat that has been there before the process began. */
export interface ChatSeed {
  readonly owner: User;
  readonly name: string;
  readonly work: readonly [prompt: string, slug: string, result: string];
  /** Where it works; null: it has no workspace. */
  readonly workspace: Workspace | null;
  /** A few of a fleet are at work. */
  readonly running: boolean;
}

/** How the life of a seeded chat stands; the shares are of 100. */
const lives = [
  { share: 62, ends: "waiting" },
  { share: 12, ends: "pull request" },
  { share: 10, ends: "question" },
  { share: 10, ends: "error" },
  { share: 6, ends: "requires action" },
] as const;
type Ending = (typeof lives)[number]["ends"];

/** One provider with two models, one of them the default. */
export function seedModels(deployment: Deployment): void {
  const { chats } = deployment;
  const provider = addProvider(chats, {
    type: "openai-compat",
    name: "scripted",
    displayName: "Scripted models",
    baseUrl: "http://127.0.0.1:1/v1",
    keys: ["scripted-models-need-no-key"],
  });
  const model = (name: string, displayName: string, isDefault: boolean, microsPerToken: number) =>
    addModel(chats, {
      providerId: provider.id,
      model: name,
      displayName,
      enabled: true,
      isDefault,
      contextLimit: 200_000,
      compressionThreshold: 70,
      modelConfig: undefined,
      microsPerToken,
    });
  model("scripted-large", "Scripted Large", true, 3);
  model("scripted-small", "Scripted Small", false, 0.5);
}

/** Adds a chat with a past. */
export function seedChat(deployment: Deployment, random: Random, seed: ChatSeed): Chat {
  const { owner, name, work, workspace } = seed;
  const [prompt] = work;
  const modelConfigId = deployment.chats.defaultModel()?.id ?? "";
  const labels = random.next() < 0.7 ? labelsOf(deployment, name, workspace) : {};
  const request = {
    ownerId: owner.id,
    content: [{ type: "text" as const, text: seed.running ? `${prompt} think=120` : prompt }],
    modelConfigId,
    workspaceId: workspace?.id ?? null,
    labels,
  };
  if (seed.running) {
    const chat = newChat(deployment, request);
    startTurn(deployment, chat);
    titleLater(deployment, chat);
    return chat;
  }
  const createdAt = Math.round(deployment.startedAt - hour - random.next() * 14 * 24 * hour);
  const chat = emptyChat(request, { id: random.uuid(), createdAt });
  chat.status = "waiting";
  chat.title = random.next() < 0.8 ? prompt : `${prompt} (${name})`;
  attach(chat, workspace);
  live(deployment, random, chat, seed, drawEnding(random));
  deployment.chats.add(chat);
  if (random.next() < 0.1) seedChild(deployment, random, chat);
  return chat;
}

function labelsOf({ store }: Deployment, name: string, workspace: Workspace | null): Record<string, string> {
  if (workspace === null) return { "fleet.agent": name };
  const build = latestBuild(workspace);
  const template = store.template(workspace.templateId);
  const preset = store.version(build.templateVersionId).presets.find(({ id }) => id === build.presetId);
  return {
    "fleet.agent": name,
    "fleet.project": template.displayName === "" ? template.name : template.displayName,
    ...(preset === undefined ? {} : { "fleet.role": preset.name }),
  };
}

function drawEnding(random: Random): Ending {
  let left = random.next() * 100;
  for (const life of lives) if ((left -= life.share) < 0) return life.ends;
  return "waiting";
}

function attach(chat: Chat, workspace: Workspace | null): void {
  const agent = workspace === null ? null : currentAgent(workspace);
  if (workspace === null || agent === null) return;
  chat.buildId = latestBuild(workspace).id;
  chat.agentId = agent.id;
  chat.instructions = [
    {
      source: `${agent.blueprint.directory}/${instructions.name}`,
      size: Buffer.byteLength(instructions.text),
    },
  ];
}

/** Its conversation, and how it stands now. */
function live(deployment: Deployment, random: Random, chat: Chat, seed: ChatSeed, ending: Ending): void {
  const [prompt, , result] = seed.work;
  const { chats, startedAt } = deployment;
  let at = chat.createdAt;
  const say = (role: ChatMessage["role"], content: readonly Part[]) => {
    const usage =
      role === "assistant"
        ? { inputTokens: 2300 + chat.messages.length * 400, outputTokens: 120, contextLimit: 200_000 }
        : null;
    chat.messages.push({
      id: chats.nextMessageId(),
      createdBy: role === "user" ? chat.ownerId : null,
      modelConfigId: chat.modelConfigId,
      createdAt: at,
      role,
      content,
      usage,
    });
    at = Math.min(startedAt, at + 4000 + Math.round(random.next() * 60_000));
  };
  const call = (name: string, args: unknown, answer: unknown) => {
    const id = `call_${random.uuid().replaceAll("-", "").slice(0, 20)}`;
    say("assistant", [{ type: "tool-call", id, name, args, createdAt: at }]);
    if (answer !== null) {
      say("tool", [{ type: "tool-result", id, name, result: answer, isError: false, createdAt: at }]);
    }
  };
  say("user", [{ type: "text", text: prompt }]);
  if (seed.workspace !== null) {
    const answer = { output: "README.md\nsrc\ntest\n", success: true, exit_code: 0, wall_duration_ms: 9 };
    call("execute", { command: "ls", model_intent: "looking around" }, answer);
  }
  chat.finishedTurns = 1;
  chat.lastTurnSummary = result.split(" ").slice(0, 4).join(" ");
  if (ending === "question") {
    chat.planMode = "plan";
    const asked = questions(prompt);
    call("ask_user_question", asked, asked);
  } else if (ending === "requires action") {
    call("deploy_preview", { branch: seed.name }, null);
    chat.status = "requires_action";
    chat.lastTurnSummary = "Waiting for user input";
  } else if (ending === "error") {
    fail(chat);
  } else {
    say("assistant", [{ type: "text", text: result }]);
    chat.summary = random.next() < 0.5 ? `${prompt}. ${result}.` : null;
  }
  if (ending === "pull request") chat.diffStatus = pullRequest(random, seed, at);
  if (random.next() < 0.6) chat.lastReadId = chat.messages.at(-1)?.id ?? 0;
  chat.cost = {
    requests: chat.messages.length + 2,
    unpriced: 0,
    micros: Math.round(chat.messages.length * 8000 * random.next()),
  };
  chat.updatedAt = at;
}

const questions = (prompt: string) => ({
  questions: [
    {
      header: "Scope",
      question: `${prompt}: only where it was reported, or everywhere?`,
      options: [
        { label: "Reported place", description: "The smallest change" },
        { label: "Everywhere", description: "Also what looks alike" },
      ],
    },
  ],
});

function fail(chat: Chat): void {
  chat.status = "error";
  chat.lastTurnSummary = null;
  chat.lastError = {
    message:
      "OpenAI Compatible rejected the model configuration. Check the selected model and provider settings.",
    detail:
      "This model's maximum context length is 128000 tokens. However, your messages resulted in 200000 tokens.",
    kind: "config",
    provider: "openai-compat",
    retryable: false,
    status_code: 400,
  };
}

function pullRequest(random: Random, { owner, work, name }: ChatSeed, at: number) {
  const number = 1 + Math.floor(random.next() * 900);
  const state = pick(random, ["open", "open", "merged", "closed"] as const);
  return {
    url: `${organization}/widgets/pull/${number}`,
    number,
    state,
    title: work[2],
    draft: state === "open" && random.next() < 0.3,
    changesRequested: state === "open" && random.next() < 0.3,
    approved: state === "merged",
    additions: Math.floor(random.next() * 300),
    deletions: Math.floor(random.next() * 120),
    changedFiles: 1 + Math.floor(random.next() * 12),
    commits: 1 + Math.floor(random.next() * 4),
    author: owner.username,
    branch: `agent/${name}`,
    refreshedAt: at,
  };
}

/** A sub-agent that has finished its part. */
function seedChild(deployment: Deployment, random: Random, parent: Chat): void {
  const report = "Looked through the tests: two of them say the same.";
  const child = emptyChat(
    {
      ownerId: parent.ownerId,
      content: [],
      modelConfigId: parent.modelConfigId,
      workspaceId: parent.workspaceId,
      title: "Read the tests",
      parent: { chat: parent, agentType: "explore" },
    },
    { id: random.uuid(), createdAt: parent.createdAt + 5000 },
  );
  const message = (role: ChatMessage["role"], text: string): ChatMessage => ({
    id: deployment.chats.nextMessageId(),
    createdBy: role === "user" ? parent.ownerId : null,
    modelConfigId: parent.modelConfigId,
    createdAt: child.createdAt,
    role,
    content: [{ type: "text", text }],
    usage: null,
  });
  child.messages = [message("user", "Read the tests and report"), message("assistant", report)];
  child.status = "waiting";
  child.summary = report;
  child.finishedTurns = 1;
  child.updatedAt = child.createdAt + 20_000;
  deployment.chats.add(child);
}
