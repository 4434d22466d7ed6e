/** Which recorded chat a chat here stands for, and how one was begun that no request of the folder began. */
import { creationIn, idsIn, textField } from "../driver/mentions";
import type { RecordedRequest } from "../recordings/recording";
import type { Entity, World } from "../recordings/world";

/** The prompt of a request that begins a chat; undefined when it begins none. */
export function promptIn(request: RecordedRequest): string | undefined {
  if (request.method !== "POST" || !request.path.endsWith("/chats")) return undefined;
  const { body } = request;
  if (typeof body !== "object" || body === null) return undefined;
  const content: unknown = Reflect.get(body, "content");
  if (!Array.isArray(content)) return undefined;
  return content.map((part: unknown) => textField(part, "text") ?? "").join("\n");
}

const plain = (text: string) =>
  text
    .replace(/…$/, "")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");

/** Could a chat of this name have begun with this prompt? Titles are the first words, or begin `Fake title`. */
export function isNamedAfter({ name }: Entity, prompt: string): boolean {
  if (name === "") return false;
  const title = plain(name).replace(/^faketitle/, "");
  const begin = plain(prompt);
  if (begin === "") return title === "newchat";
  return title !== "" && begin.startsWith(title);
}

/** A directive at the end of a title, without its brackets; ` v2` marked a second try. */
const words =
  /\b((?:slow|long) \d+|dyn [a-z_]+|err\d{3}(?: x\d+)?|plain|slow|reason|ask|filter|lengthstop|empty|drop|streamerr|quota|ctxlen|bad)(?= v\d$|$)/;

/** A prompt that leads to such a title: titles made by the model have lost their brackets. */
export function promptOf({ name }: Entity): string {
  if (name === "") return "Say something [plain]";
  if (!name.startsWith("Fake title ")) return name;
  const title = name.slice("Fake title ".length);
  return title.replace(words, (whole) => `[${whole}]`);
}

/** Could a chat of this name be what a prompt begins, or a sub-agent its script names? */
export const comesOf = (chat: Entity, prompt: string): boolean =>
  isNamedAfter(chat, prompt) || (prompt.includes("SCRIPT:") && prompt.includes(`"${chat.name}"`));

/** All chats requests speak of, also those no answer gave a name. */
export function chatsOf(world: World, requests: readonly RecordedRequest[]): readonly Entity[] {
  const unnamed = new Set(requests.flatMap((request) => chatIn(request) ?? []));
  return [
    ...world.ofKind("chat"),
    ...[...unnamed]
      .filter((id) => world.get(id) === undefined && !id.startsWith("00000000-0000-"))
      .map((id) => ({ id, kind: "chat", name: "", seen: [], version: "" })),
  ];
}

const failing = /\[(bad|ctxlen|streamerr|err4(00|01|03|04))\]/;

/** Was it only seen while it ran, though it ends soon: the provider let it wait, and then it was broken off? */
export function isNeverAtRest(chat: Entity): boolean {
  const prompt = promptOf(chat);
  if (failing.test(prompt)) return !chat.seen.includes("error") && chat.seen.includes("running");
  return chat.seen.join() === "running" && !/slow|exec/.test(prompt);
}

/** What the provider said to a chat, where the prompt does not ask for it. */
export function providerOf(chat: Entity): "refuses" | "rests" | undefined {
  if (isNeverAtRest(chat)) return "rests";
  return chat.seen.join() === "error" && !failing.test(promptOf(chat)) ? "refuses" : undefined;
}

/** Does the provider's error to this prompt come again and again? */
export const isEndless = (prompt: string): boolean => /\[(quota|drop|err(429|500|503|529))\]/.test(prompt);

/** The chat whose path a request goes to. */
export function chatIn(request: RecordedRequest): string | undefined {
  return /\/chats\/([0-9a-f]{8}-[0-9a-f-]{27})(\/|$)/.exec(request.path)?.[1];
}

/** Workspaces that requests speak of and that neither a request nor a prompt of the folder makes. */
export function oldWorkspaces(world: World, requests: readonly RecordedRequest[]): readonly Entity[] {
  const isMade = ({ name }: Entity) =>
    requests.some(
      (request) => creationIn(request)?.name === name || promptIn(request)?.includes(name) === true,
    ) || world.ofKind("chat").some((chat) => chat.name.includes(`${name}]`));
  const spokenOf = new Set(requests.flatMap(idsIn));
  return world.ofKind("workspace").filter((one) => spokenOf.has(one.id) && !isMade(one));
}

/** The user a chat belongs to, as far as the requests about it tell. */
export function ownerOf(id: string, requests: readonly RecordedRequest[]): "ada" | "mia" {
  const about = requests.filter((request) => idsIn(request).includes(id));
  const by = (actor: string) => about.filter((request) => request.actor === actor).length;
  return by("member") >= by("admin") && by("member") > 0 ? "mia" : "ada";
}
