/** Which recorded chat a chat here stands for, and how one was begun that no request of the folder began. */
import { idsIn, textField } from "../driver/mentions";
import type { RecordedRequest } from "../recordings/recording";
import type { Entity } from "../recordings/world";

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
  const title = plain(name).replace(/^faketitle/, "");
  const begin = plain(prompt);
  if (begin === "") return title === "newchat";
  return title !== "" && begin.startsWith(title);
}

const words =
  /\b(plain|slow|long|reason|dyn|ask|filter|lengthstop|empty|drop|streamerr|quota|ctxlen|bad|err\d{3})( x?\d+| [a-z_]+)?$/;

/** A prompt that leads to such a title: titles made by the model have lost their brackets. */
export function promptOf({ name }: Entity): string {
  if (!name.startsWith("Fake title ")) return name;
  const title = name.slice("Fake title ".length);
  return title.replace(words, (whole) => `[${whole}]`);
}

/** The chat whose path a request goes to. */
export function chatIn(request: RecordedRequest): string | undefined {
  return /\/chats\/([0-9a-f]{8}-[0-9a-f-]{27})(\/|$)/.exec(request.path)?.[1];
}

/** The user a chat belongs to, as far as the requests about it tell. */
export function ownerOf(id: string, requests: readonly RecordedRequest[]): "ada" | "mia" {
  const about = requests.filter((request) => idsIn(request).includes(id));
  const by = (actor: string) => about.filter((request) => request.actor === actor).length;
  return by("member") >= by("admin") && by("member") > 0 ? "mia" : "ada";
}
