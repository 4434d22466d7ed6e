/** How the pieces of a document are written. Pure. */
import type { LogEntry } from "../../models/agent";
import { cleanText } from "../../models/text";
import type { RecordPart } from "../../services/agents/followRecords";
import type { Translate } from "../extension/translate";
import { clockTime } from "./moments";

/** Begins a heading that folds all up to the next one like it. */
export const CHAPTER = "━━ ";
/** Begins any other heading. */
export const SECTION = "── ";
/** Begins a line that says which day it is. */
export const DAY = "═══ ";

/** A piece of a document: a text under a heading, or lines of a log. */
export interface Passage {
  readonly id: number | string;
  /** ISO 8601; empty where it is not known. */
  readonly time: string;
  /** Line that stands above; empty for none. Log lines with the same one stand together below it. */
  readonly heading: string;
  /** Whether pieces with the same heading stand together. */
  readonly joined: boolean;
  readonly text: string;
}

/** What was said in a conversation. What was given to the agent begins a chapter: a task. */
export function spoken({ id, type, time, content }: LogEntry, t: Translate): Passage {
  const heading =
    type === "input" ? CHAPTER + timed(t("to the agent"), time) : SECTION + timed(t("agent"), time);
  return { id, time, heading, joined: false, text: body(content) };
}

/** What an agent reported. A text given to it begins a chapter. */
export function reported({ id, label, time, text }: RecordPart, t: Translate): Passage {
  const heading =
    label === "prompt" ? CHAPTER + timed(t("to the agent"), time) : SECTION + timed(label, time);
  return { id, time, heading, joined: false, text: body(text) };
}

/** A line of a build's log; each stage is a chapter. */
export function built({ id, label, time, text }: RecordPart): Passage {
  const line = `${clockTime(time)}  ${body(text)}`.trimEnd();
  return { id, time, heading: CHAPTER + (label === "" ? "…" : body(label)), joined: true, text: line };
}

/** A line of a workspace agent's log, with its level where that is worth knowing. */
export function logged({ id, label, time, text }: RecordPart): Passage {
  const level = label === "" || label === "info" ? "" : `${label.toUpperCase()} `;
  const line = `${clockTime(time)}  ${level}${body(text)}`.trimEnd();
  return { id, time, heading: "", joined: true, text: line };
}

function timed(heading: string, time: string): string {
  const clock = clockTime(time);
  return clock === "" ? heading : `${heading} · ${clock}`;
}

/** Untrusted text, with nothing that is not seen and nothing that could be taken for a heading of ours. */
export function body(text: string): string {
  return cleanText(text)
    .replace(/^(?=━━ |── |═══ )/gmu, " ")
    .replace(/^\n+|\s+$/gu, "");
}
