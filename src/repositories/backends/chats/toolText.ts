/** What an agent's tools were called with and answered, as a person would say it. Pure. */
import { cut, singleLine } from "../../../models/text";

/** Longest argument or result of a tool shown, in characters. */
const LENGTH = 300;
/** Longest text of a field that is not the main one, in characters. */
const FIELD_LENGTH = 80;

/** Fields that say by themselves what a call is about, or what came of it; the first there is leads. */
const MAIN_FIELDS = ["error", "command", "path", "output", "report", "content", "prompt", "summary"];
/** Fields that say nothing beside the others: how it was meant, that it went well, how long it took. */
const QUIET_FIELDS = new Set(["model_intent", "wall_duration_ms"]);

/**
 * One line of a log: what happened with a tool, and its arguments or result in short. Their main text comes first, as
 * it is, then the other fields as `name=value`. Of the tools that Coder gives its chats (recordings
 * `chats-live/messages_*`); others' are read alike.
 */
export function toolText(happened: string, value: unknown): string {
  const { main, rest } = inShort(value);
  // Several lines stand by themselves.
  const below = main.includes("\n") ? "\n" : " ";
  return [`[${happened}]`, cut(main, LENGTH), cut(rest, LENGTH)].filter((text) => text !== "").join(below);
}

function inShort(value: unknown): { readonly main: string; readonly rest: string } {
  if (value === undefined || value === null) return { main: "", rest: "" };
  if (typeof value !== "object" || Array.isArray(value)) return { main: plain(value), rest: "" };
  const fields = new Map<string, unknown>(Object.entries(value));
  const main = MAIN_FIELDS.find((name) => typeof fields.get(name) === "string") ?? "";
  const rest = [...fields]
    .filter(([name, field]) => name !== main && tells(name, field))
    .map(([name, field]) => `${name}=${cut(singleLine(plain(field)), FIELD_LENGTH)}`);
  return { main: plain(fields.get(main) ?? "").trimEnd(), rest: rest.join(" ") };
}

function tells(name: string, field: unknown): boolean {
  if (QUIET_FIELDS.has(name) || field === null || field === "") return false;
  return !(field === true || (name === "exit_code" && field === 0));
}

function plain(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
