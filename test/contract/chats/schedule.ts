/** In which order what happens in a session, and when: requests, looks at what they read, and what was beside the wire. */
import { idsIn } from "../driver/mentions";
import type { RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";
import { chatIn, chatsOf, comesOf, isEndless, isNeverAtRest, promptIn, promptOf } from "./chatFinder";
import type { Deed, Happening } from "./happening";
import { promptsOf } from "./sessions";

/** `at`: milliseconds since 1970, in the time of the session. */
export type Step = { readonly at: number } & (
  | { readonly kind: "send"; readonly request: RecordedRequest }
  /** The same question a moment before or after: how long a turn takes exactly is nobody's promise. */
  | { readonly kind: "look"; readonly request: RecordedRequest }
  | { readonly kind: "open"; readonly request: RecordedRequest }
  | { readonly kind: "close"; readonly request: RecordedRequest }
  | { readonly kind: "begin"; readonly chat: Entity }
  /** The recorder broke off what would have gone on for ever. */
  | { readonly kind: "interrupt"; readonly chat: string }
  | { readonly kind: "happen"; readonly deed: Deed }
);

/** When reads are asked beside their own moment, milliseconds. */
const looks = [-400, -100, 100, 400];
/** How long before its first mention a chat was begun that no request of the folder begins. */
const usualLead = 2500;
/** The same for one whose first tries failed. */
const retriedLead = 15_000;
/** The same for one whose first words were listened to, or that is never seen at rest. */
const freshLead = 100;
/** A stream without a frame, or a watch that stays silent, was listened to for about this long. */
const silence = 500;
/** How long before its first frame a watch may have been opened. */
const watchLeads = [0, 200, 500, 2000, 7000, 20_000];
/** Longest time between what was said and the end of what came of it. */
const longestIdle = 10_000;
/** How long before that a stream may have been opened. */
const beforeChange = [20, 300];

export function schedule(
  requests: readonly RecordedRequest[],
  world: World,
  happenings: readonly Happening[],
): readonly Step[] {
  const steps = [
    ...requests.flatMap((request) => stepsOf(request, requests)),
    ...chatsOf(world, requests).flatMap((chat) => stepsOfChat(chat, requests, happenings)),
    ...happenings
      .filter((happening) => !isKept(happening, requests))
      .map(({ at, does }): Step => ({ at, kind: "happen", deed: does })),
  ];
  // What was sent later comes later, also where two happen in the same millisecond.
  return steps.sort((one, other) => one.at - other.at || rank(one) - rank(other));
}

const ranks: readonly Step["kind"][] = ["close", "begin", "interrupt", "happen", "open", "send", "look"];
const rank = ({ kind }: Step) => ranks.indexOf(kind);

function stepsOf(request: RecordedRequest, requests: readonly RecordedRequest[]): readonly Step[] {
  if (request.socket !== null) {
    return [
      ...openings(request, requests).map((at): Step => ({ at, kind: "open", request })),
      { at: request.endedAt, kind: "close", request },
    ];
  }
  if (request.method !== "GET") return [{ at: request.endedAt, kind: "send", request }];
  const send: Step = { at: request.sentAt, kind: "send", request };
  if (!readsState(request)) return [send];
  return [
    send,
    { at: request.endedAt, kind: "look", request },
    ...looks
      .map((after) => (after < 0 ? request.sentAt : request.endedAt) + after)
      .filter((at) => at > request.endedAt || !mentionsMessages(request))
      .filter((at) => isSameState(request, at, requests))
      .map((at): Step => ({ at, kind: "look", request })),
  ];
}

/** Does it read something that goes on by itself? */
const readsState = ({ path }: RecordedRequest) =>
  /\/chats(\/[0-9a-f-]{36}(\/(messages|prompts|cost|diff))?)?$/.test(path) || path.includes("/workspaces/");

/** Message ids are only known from the moment on in which they are spoken of. */
const mentionsMessages = ({ query }: RecordedRequest) => "before_id" in query || "after_id" in query;

/** Nothing was asked in between that changes what the request reads. */
function isSameState(request: RecordedRequest, at: number, requests: readonly RecordedRequest[]): boolean {
  const [from, to] = at < request.sentAt ? [at, request.sentAt] : [request.endedAt, at];
  const chat = chatIn(request);
  return !requests.some(
    (other) =>
      other.method !== "GET" &&
      other.endedAt > from &&
      other.endedAt <= to &&
      (chat === undefined || idsIn(other).includes(chat)),
  );
}

/** As soon as the chat is there. */
export const firstMoment = -Infinity;

/** When a socket may have been opened: at the latest as long before its last frame as that came after the opening. */
function openings(request: RecordedRequest, requests: readonly RecordedRequest[]): readonly number[] {
  const { path, query, endedAt } = request;
  const sentAt = request.sentAt < endedAt ? request.sentAt : endedAt - silence;
  if (path.endsWith("/watch")) return watchLeads.map((lead) => sentAt - lead);
  const chat = chatIn(request);
  if (chat === undefined || "after_id" in query || !path.endsWith("/stream")) return [sentAt];
  const changes = requests.filter(
    (one) => one.method !== "GET" && one.sentAt < sentAt && idsIn(one).includes(chat),
  );
  const last = changes.at(-1);
  const about = requests.filter((one) => idsIn(one).includes(chat));
  const isFirst = about.find(({ socket }) => socket !== null) === request;
  const isFresh = isFirst && sentAt - (about[0]?.sentAt ?? sentAt) < longestIdle;
  // Who streams what they are about to say opens the stream just before.
  return last === undefined
    ? [sentAt, firstMoment]
    : [
        sentAt,
        ...(isFresh ? [firstMoment] : []),
        ...(sentAt - last.sentAt < longestIdle ? beforeChange.map((ms) => last.sentAt - ms) : []),
      ];
}

function stepsOfChat(
  chat: Entity,
  requests: readonly RecordedRequest[],
  happenings: readonly Happening[],
): readonly Step[] {
  const mentions = requests.filter((request) => idsIn(request).includes(chat.id));
  const [first] = mentions;
  if (first === undefined) return [];
  const prompts = [
    ...requests.map((request) => ({ at: request.sentAt, prompt: promptIn(request) })),
    ...happenings.flatMap(({ at, does }) => promptsOf(does).map((prompt) => ({ at, prompt }))),
  ];
  const isBegun = prompts.some(
    ({ at, prompt }) => prompt !== undefined && at < first.endedAt && comesOf(chat, prompt),
  );
  const steps: Step[] = [];
  const isNamed = happenings.some(({ does }) => does.kind === "chat" && does.chat === chat.id);
  if (!isBegun && !isNamed) {
    const isFresh = first.socket !== null || isNeverAtRest(chat);
    const isRetried = /\[err\d{3} x/.test(promptOf(chat)) && !chat.seen.includes("running");
    const lead = isFresh ? freshLead : isRetried ? retriedLead : usualLead;
    const at = Math.max(first.sentAt - lead, allowedAt(first, requests) + 1);
    steps.push({ at, kind: "begin", chat });
  }
  const broken = mentions.some(({ path }) => path.endsWith("/interrupt"));
  const last = mentions.findLast(({ method, socket }) => method === "GET" && socket === null);
  if (chat.seen.includes("waiting") && !broken && last !== undefined) {
    if (isEndless(promptOf(chat))) steps.push({ at: last.sentAt - 50, kind: "interrupt", chat: chat.id });
    if (isNeverAtRest(chat)) steps.push({ at: last.endedAt + 500, kind: "interrupt", chat: chat.id });
  }
  return steps;
}

/** When the roles of members changed last before a request. */
const allowedAt = ({ sentAt }: RecordedRequest, requests: readonly RecordedRequest[]): number =>
  requests.findLast(
    ({ method, path, endedAt }) => method === "PUT" && path.endsWith("/roles") && endedAt < sentAt,
  )?.endedAt ?? 0;

/** How far apart a request and a deed are at most that are the same, milliseconds. */
const sameMs = 1000;

/** Did the folder keep this request after all? */
function isKept({ at, does }: Happening, requests: readonly RecordedRequest[]): boolean {
  const near = requests.filter(({ endedAt }) => Math.abs(endedAt - at) < sameMs);
  if (does.kind === "chat") return near.some((request) => promptIn(request) === does.prompt);
  if (does.kind !== "request") return false;
  const path = new RegExp(`^${does.path.replace("{first}", "\\d+")}$`);
  const alike = near.filter(
    (request) =>
      request.method === does.method &&
      path.test(request.path) &&
      (does.method !== "PATCH" || JSON.stringify(request.body) === JSON.stringify(does.body)),
  );
  return alike.length > (does.alike ?? 0);
}
