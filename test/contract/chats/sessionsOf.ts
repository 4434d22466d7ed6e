/** Which sessions with chats a folder has. */
import { runsOf } from "../driver/story";
import type { RecordedRequest } from "../recordings/recording";
import { type ChatSession, chatSessions } from "./sessions";

type Place = Pick<ChatSession, "version" | "area">;

const placeOf = ({ file, version }: RecordedRequest): Place => ({ version, area: file.split("/")[1] ?? "" });

export const isSame = (one: Place, other: Place): boolean =>
  one.version === other.version && one.area === other.area;

export const isOf = (place: Place, request: RecordedRequest): boolean => isSame(place, placeOf(request));

/**
 * The known sessions these requests are of. An area nothing is known of is one too, when most of what it asks is
 * about chats; its server had models, and members who may have agents.
 */
export function chatSessionsOf(requests: readonly RecordedRequest[]): readonly ChatSession[] {
  const known = chatSessions.filter((session) => requests.some((request) => isOf(session, request)));
  const unknown = new Map<string, ChatSession>();
  for (const request of requests) {
    const place = placeOf(request);
    const key = `${place.version}/${place.area}`;
    if (unknown.has(key) || chatSessions.some((session) => isSame(session, place))) continue;
    const all = requests.filter((one) => isOf(place, one));
    const chats = all.filter(({ path }) => /^\/api\/(?:v2|experimental)\/chats(?:\/|$)/.test(path));
    const [run] = runsOf(place.version, all);
    if (run?.generation.includes("chats") !== true || chats.length * 2 <= all.length) continue;
    unknown.set(key, { ...place, from: 0, generation: run.generation, isSetUp: true });
  }
  return [...known, ...unknown.values()];
}
