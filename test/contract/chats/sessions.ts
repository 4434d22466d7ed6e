/**
 * The recorded sessions with chats, and what happened in them beside the wire: how the servers were run, and
 * what the recorder set up or asked without keeping it (facts of the recording, not of an answer). Names are of
 * `world.json`, times those of the session.
 */
import type { ServerRun } from "../driver/story";
import type { Deed, Happening } from "./happening";
import { unkept } from "./unkept";

export interface ChatSession {
  readonly version: string;
  /** Area of the recordings. */
  readonly area: string;
  /** Milliseconds since 1970; a server may have been restarted with other switches. */
  readonly from: number;
  readonly generation: ServerRun["generation"];
  /** A server with models, and a member who may have agents, from the start. */
  readonly isSetUp?: boolean;
}

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);

export const chatSessions: readonly ChatSession[] = [
  { version: "2.36.1", area: "chats", from: 0, generation: "tasks" },
  { version: "2.36.1", area: "chats-live", from: 0, generation: "tasks" },
  { version: "2.37.0", area: "chats", from: 0, generation: "chats" },
  // Restarted with CODER_ENABLE_AI_TASKS=true.
  { version: "2.37.0", area: "chats", from: at("09:00:27"), generation: "tasks+chats" },
  { version: "2.37.0", area: "chats-live", from: 0, generation: "chats" },
  {
    version: "2.37.0",
    area: "chats-live",
    from: at("09:28:24.136"),
    generation: "tasks+chats",
    isSetUp: true,
  },
];

/** Sub-agents the recorder let be spawned, by title, and what they were asked. */
export const subAgents: Readonly<Record<string, string>> = {
  "Child one": "Part one [slow 3]",
  "Child two": "Part two [plain]",
  "Long child": "Take long [slow 60]",
};

const live = (version: string, time: string, does: Deed): Happening => ({
  version,
  area: "chats-live",
  at: at(time),
  does,
});
const chatsSwitch = (body: unknown): Deed => ({ kind: "switch", route: "/_embedded/chats", body });
const scale = (count: number): Deed => ({
  kind: "begin",
  actor: "member",
  prompt: "Scale task # for project widgets with labels [plain]",
  count,
  labels: { "fleet.scale": "1", "fleet.agent": "agent-#", "fleet.role": "coder" },
});

export const happenings: readonly Happening[] = [
  ...unkept,
  // ada gave mia the role; max never got it.
  live("2.36.1", "09:00:00", chatsSwitch({ agent_users: ["mia"] })),
  live("2.36.1", "09:19:20.600", scale(200)),
  live("2.36.1", "09:19:46.000", { kind: "exhaust", actor: "member2", path: "/api/experimental/chats" }),
  live("2.37.0", "09:26:42.300", {
    kind: "begin",
    actor: "member",
    prompt: "Capacity # [slow 6]",
    count: 8,
    labels: { "fleet.cap": "#" },
  }),
  live("2.37.0", "09:27:01.150", scale(200)),
  live("2.37.0", "09:27:32.380", { kind: "exhaust", actor: "member2", path: "/api/experimental/chats" }),
  // Restarted with CODER_AI_GATEWAY_ENABLED=false, then without sharing, but with tasks.
  live("2.37.0", "09:28:20", chatsSwitch({ gateway: false })),
  live("2.37.0", "09:28:23", chatsSwitch({ gateway: true, sharing: false })),
  live("2.37.0", "09:28:24.137", { kind: "begin", actor: "member", prompt: "More # [plain]", count: 51 }),
];

/** The prompts of the chats that are begun. */
export const promptsOf = (deed: Deed): readonly string[] =>
  deed.kind === "chat"
    ? [deed.prompt]
    : deed.kind === "begin"
      ? Array.from({ length: deed.count }, (_, index) => numbered(deed.prompt, index))
      : [];

/** A text of a deed as it is for one of its chats. */
export const numbered = (text: string, index: number): string => text.replace("#", String(index));

/** Models by the name they were given, which requests only speak of by id. */
export const modelNames: Readonly<Record<string, string>> = {
  "6b3d9c87-22f2-48eb-a9f0-fbe8a9d9ab52": "Fake Sonnet",
  "a5edfc4f-d97e-4e65-a52c-4142889ad426": "Fake Mini",
  "1c4e5424-640d-4737-8d18-dae7822d249e": "Fake bad key",
  "e51649cc-e5f5-49e3-81fd-5e823f52d77f": "No key",
  "716ca043-396d-4534-860f-def98361d0dd": "Down",
};
