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

interface Kind {
  readonly matches: RegExp;
  readonly files: readonly string[];
  readonly verb: string;
  readonly done: string;
}

/** The first kind whose words are in the prompt; the last one fits everything. */
const kinds: readonly Kind[] = [
  { matches: /\b(review|audit|check)\b/i, files: ["notes/REVIEW.md"], verb: "Reviewing", done: "Reviewed" },
  {
    matches: /\b(docs?|document|readme|changelog|summari[sz]e)\b/i,
    files: ["README.md", "CHANGELOG.md"],
    verb: "Writing",
    done: "Wrote up",
  },
  {
    matches: /\b(fix|bug|broken|crash|error|wrong)\b/i,
    files: ["src/login.js", "src/server.js"],
    verb: "Fixing",
    done: "Fixed",
  },
  {
    matches: /\b(upgrade|bump|dependenc)/i,
    files: ["notes/UPGRADES.md"],
    verb: "Upgrading",
    done: "Upgraded",
  },
  {
    matches: /\b(refactor|rename|clean|split|simplify)\b/i,
    files: ["src/parser.js"],
    verb: "Refactoring",
    done: "Refactored",
  },
  { matches: /\btests?\b/i, files: ["test/login.test.js"], verb: "Testing", done: "Added tests for" },
  {
    matches: /./s,
    files: ["src/server.js", "src/parser.js", "src/login.js"],
    verb: "Working on",
    done: "Finished",
  },
];

/**
 * The same prompt and random state always give the same story.
 *
 * @param topic the prompt without directives
 */
export function tellStory(topic: string, random: Random): Story {
  const kind = kinds.find(({ matches }) => matches.test(topic)) ?? kinds[kinds.length - 1];
  if (kind === undefined) throw new Error("there is no kind of work");
  const subject = shorten(topic === "" ? "the next step" : lowerFirst(topic), 90);
  const file = pick(random, kind.files);
  const lines = 4 + Math.floor(random.next() * 40);
  const tests = 38 + Math.floor(random.next() * 30);
  return {
    steps: [
      pick(random, [`Reading ${file} and its callers`, `Looking for where to start in ${file}`]),
      pick(random, [`Editing ${file}`, `Changing ${file}, then running the tests`]),
    ],
    edits: [
      { file: "notes/CHANGES.md", text: `- ${kind.done}: ${subject}\n` },
      { file, text: comment(file, `${kind.done}: ${subject}`) },
    ],
    reply: [
      `${kind.done}: ${subject}.`,
      "",
      `- \`${file}\`: ${lines} lines changed`,
      "- `notes/CHANGES.md`: one entry added",
      "",
      `\`npm test\`: ${tests} passed, 0 failed.`,
    ].join("\n"),
    summary: `${kind.done}: ${shorten(subject, 80)}; ${tests} tests pass`,
  };
}

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

/** A line that keeps the file valid in its language. */
function comment(file: string, text: string): string {
  return file.endsWith(".js") ? `// ${text}\n` : `- ${text}\n`;
}
