import { HttpError } from "../http/errors";
import { pick, type Random } from "../state/random";

/** Coder's rule for names of workspaces, tasks and templates. */
export function isValidName(name: string): boolean {
  return name.length >= 1 && name.length <= 32 && /^[a-zA-Z0-9]+(?:-[a-zA-Z0-9]+)*$/.test(name);
}

/** Coder's refusal of a second workspace of a name. */
export const nameTaken = (name: string): HttpError =>
  new HttpError(409, `Workspace "${name}" already exists.`, undefined, [
    { field: "name", detail: "This value is already in use and should be unique." },
  ]);

/** A task's name and display name made from its prompt, as Coder does without a language model. */
export function namesFromPrompt(prompt: string, suffix: string): { name: string; displayName: string } {
  const slug = prompt
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, 32 - suffix.length - 1)
    .replace(/^-+|-+$/g, "");
  const trimmed = prompt.trim().replace(/\s+/g, " ");
  const shown = trimmed.length > 64 ? `${trimmed.slice(0, 63)}…` : trimmed;
  return {
    name: `${slug === "" ? "task" : slug}-${suffix}`,
    displayName: shown === "" ? "" : shown.charAt(0).toUpperCase() + shown.slice(1),
  };
}

const adjectives = [
  "amazing",
  "bold",
  "clever",
  "eager",
  "flamboyant",
  "gentle",
  "keen",
  "peaceful",
  "sharp",
  "upbeat",
];
const surnames = [
  "allen",
  "bartik",
  "borg",
  "dijkstra",
  "edison",
  "hamilton",
  "hopper",
  "kepler",
  "lamport",
  "ritchie",
];

/** A name as 2.26 gives tasks: `task-upbeat-sanderson-7894`. */
export function whimsicalName(random: Random): string {
  const suffix = Math.floor(random.next() * 65_536)
    .toString(16)
    .padStart(4, "0");
  return `task-${pick(random, adjectives)}-${pick(random, surnames)}-${suffix}`;
}
