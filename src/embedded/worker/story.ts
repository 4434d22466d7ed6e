import { pick, type Random } from "../state/random";
import type { Edit } from "./project";

/** What the scripted agent does and says in one turn. */
export interface Story {
  /** Reports on the way, each at most 160 characters. */
  readonly steps: readonly [string, string];
  readonly edits: readonly Edit[];
  /** The message at the end of the turn. */
  readonly reply: string;
  /** The last report, at most 160 characters. */
  readonly summary: string;
}

/** A kind of work: how it is recognised, and what the agent reports on the way. `{file}` is the file it edits. */
interface Kind {
  readonly matches: RegExp;
  readonly files: readonly string[];
  readonly first: readonly string[];
  readonly then: readonly string[];
}

const otherWork: Kind = {
  matches: /./s,
  files: ["src/server.js", "src/parser.js", "src/login.js"],
  first: ["Reading {file} and its callers", "Looking for where to start in {file}"],
  then: ["Editing {file}", "Changing {file} step by step"],
};

/** The first kind whose words are in the prompt, else `otherWork`. */
const kinds: readonly Kind[] = [
  {
    matches: /\b(review|audit)\b/i,
    files: ["notes/REVIEW.md"],
    first: ["Reading the diff", "Reading the change and what it touches"],
    then: ["Writing down what I found", "Checking one remark against the code"],
  },
  {
    matches: /\b(docs?|document|readme|changelog|summari[sz]e)\b/i,
    files: ["README.md", "CHANGELOG.md"],
    first: ["Reading what is there", "Collecting what changed"],
    then: ["Writing {file}", "Putting {file} in order"],
  },
  {
    matches: /\b(fix|bug|broken|crash|error|wrong)\b/i,
    files: ["src/login.js", "src/server.js"],
    first: ["Reproducing the problem", "Looking for the cause in {file}"],
    then: ["Changing {file}", "Trying the fix in {file}"],
  },
  {
    matches: /\b(upgrade|bump|dependenc\w*)\b/i,
    files: ["notes/UPGRADES.md"],
    first: ["Comparing versions", "Reading the release notes"],
    then: ["Writing the upgrade steps", "Going through the breaking changes"],
  },
  {
    matches: /\b(refactor|rename|clean|split|simplify)\b/i,
    files: ["src/parser.js"],
    first: ["Reading {file} and its callers", "Looking for duplicates in {file}"],
    then: ["Moving code in {file}", "Renaming things in {file}"],
  },
  {
    matches: /\btests?\b/i,
    files: ["test/login.test.js"],
    first: ["Looking for what is not tested", "Reading the tests there are"],
    then: ["Writing {file}", "Adding a case to {file}"],
  },
];

/**
 * The same prompt and random state always give the same story.
 *
 * @param topic the prompt without directives
 */
export function tellStory(topic: string, random: Random): Story {
  const kind = kinds.find(({ matches }) => matches.test(topic)) ?? otherWork;
  const subject = shorten(topic === "" ? "the next step" : topic, 100);
  const file = pick(random, kind.files);
  const report = (words: readonly string[]) => pick(random, words).replace("{file}", file);
  return {
    steps: [report(kind.first), report(kind.then)],
    edits: [
      { file: "notes/CHANGES.md", text: `- ${subject}\n` },
      { file, text: file.endsWith(".js") ? `// ${subject}\n` : `- ${subject}\n` },
    ],
    reply: [
      `Done: ${subject}`,
      "",
      `- \`${file}\`: one line added at its end`,
      "- `notes/CHANGES.md`: what I did, in one line",
      "",
      "I touched nothing else. Ready for your review.",
    ].join("\n"),
    summary: `Done, see ${file}: ${subject}`,
  };
}

/** Where the pull request is that an agent says it opened. Nothing answers there, as at the recorded one. */
export const pullRequest = "https://example.com/org/repo/pull/42";

/** The question an agent stops with, from the rest of its prompt. */
export function questionAbout(topic: string): string {
  if (topic.endsWith("?")) return topic;
  return topic === "" ? "Which of the two designs do you want?" : `Before I go on: ${lowerFirst(topic)}?`;
}

/** At most `length` characters, with an ellipsis where something was cut; never half a surrogate pair. */
export function shorten(text: string, length: number): string {
  const characters = Array.from(text);
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join("")}…`;
}

const lowerFirst = (text: string) => text.slice(0, 1).toLowerCase() + text.slice(1);
