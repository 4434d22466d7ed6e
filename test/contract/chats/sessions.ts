/**
 * The recorded sessions with chats, and what happened in them beside the wire: how the servers were run, and
 * what the recorder set up (facts of the recording, not of an answer).
 */
import type { ServerRun } from "../driver/story";

export interface ChatSession {
  readonly version: string;
  /** Area of the recordings. */
  readonly area: "chats" | "chats-live";
  /** Milliseconds since 1970; a server may have been restarted with other switches. */
  readonly from: number;
  readonly generation: ServerRun["generation"];
}

const at = (time: string) => Date.parse(`2026-11-21T${time}Z`);

export const chatSessions: readonly ChatSession[] = [
  { version: "2.36.1", area: "chats", from: 0, generation: "tasks" },
  { version: "2.36.1", area: "chats-live", from: 0, generation: "tasks" },
  { version: "2.37.0", area: "chats", from: 0, generation: "chats" },
  // Restarted with CODER_ENABLE_AI_TASKS=true.
  { version: "2.37.0", area: "chats", from: at("09:00:27"), generation: "tasks+chats" },
  { version: "2.37.0", area: "chats-live", from: 0, generation: "chats" },
  { version: "2.37.0", area: "chats-live", from: at("09:28:24.140"), generation: "tasks+chats" },
];

/** A switch that was thrown: the body of the control route `/_embedded/chats`. */
export interface Switch {
  readonly version: string;
  readonly area: ChatSession["area"];
  readonly at: number;
  readonly body: Readonly<Record<string, unknown>>;
}

export const switches: readonly Switch[] = [
  // ada gave mia the role; max never got it.
  { version: "2.36.1", area: "chats-live", at: at("09:00:00"), body: { agent_users: ["mia"] } },
  // Restarted with CODER_AI_GATEWAY_ENABLED=false, and then without sharing.
  { version: "2.37.0", area: "chats-live", at: at("09:28:20"), body: { gateway: false } },
  { version: "2.37.0", area: "chats-live", at: at("09:28:23"), body: { gateway: true, sharing: false } },
];

/** Models by the name they were given, which requests only speak of by id. */
export const modelNames: Readonly<Record<string, string>> = {
  "6b3d9c87-22f2-48eb-a9f0-fbe8a9d9ab52": "Fake Sonnet",
  "a5edfc4f-d97e-4e65-a52c-4142889ad426": "Fake Mini",
  "1c4e5424-640d-4737-8d18-dae7822d249e": "Fake bad key",
  "e51649cc-e5f5-49e3-81fd-5e823f52d77f": "No key",
  "716ca043-396d-4534-860f-def98361d0dd": "Down",
};
