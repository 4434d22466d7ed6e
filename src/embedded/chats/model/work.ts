import { seededRandom } from "../../state/random";
import { shellQuote } from "../../terminal/shellQuote";
import { questionAbout, tellStory } from "../../worker/story";
import { parseDirective, topicOf } from "./directive";
import { field, type Situation } from "./situation";
import { call, join, say, sayWords, type Speech } from "./speech";

/** Seconds of a turn whose prompt does not say. */
const usualSeconds = 3;

/** Ordinary work: in a workspace it looks around, edits files and looks at what changed; else it only talks. */
export function work(situation: Situation): Speech {
  const { prompt, step } = situation;
  const { name } = parseDirective(prompt);
  const topic = topicOf(prompt);
  const story = tellStory(topic, seededRandom(seedOf(topic)));
  const stepMs = (secondsOf(prompt) * 1000) / 3;
  if (name === "plan") return plan(situation, topic);
  if (name === "spawn") return handOver(situation, topic);
  if (!situation.hasWorkspace) return join(waiting(talkMs(prompt)), sayWords(answerTo(topic)));
  switch (step) {
    case 0:
      return join(
        say(`${story.steps[0]}. `),
        waiting(stepMs),
        call("execute", { command: "ls && cat README.md 2>/dev/null", model_intent: "looking around" }),
      );
    case 1:
      return join(
        say(`${story.steps[1]}. `),
        waiting(stepMs),
        call("execute", { command: editCommand(story.edits), model_intent: "making the change" }),
      );
    case 2:
      return join(waiting(stepMs), sayWords(story.reply));
    default:
      return say("Done.");
  }
}

/** A pause in which nothing is said. */
const waiting = (ms: number): Speech => ({
  pieces: [{ kind: "text", text: "", afterMs: ms }],
  failure: null,
});

const secondsGiven = (prompt: string): number | undefined => {
  const given = /\bthink=(\d{1,6}(?:\.\d+)?)/.exec(prompt)?.[1];
  return given === undefined ? undefined : Number(given);
};

const secondsOf = (prompt: string): number => secondsGiven(prompt) ?? usualSeconds;

/** Talk alone takes no time to think about, unless it is asked for. */
const talkMs = (prompt: string): number => (secondsGiven(prompt) ?? 0) * 1000;

function editCommand(edits: readonly { readonly file: string; readonly text: string }[]): string {
  return edits
    .map(
      ({ file, text }) =>
        `mkdir -p "$(dirname ${shellQuote(file)})" && printf %s ${shellQuote(text)} >> ${shellQuote(file)}`,
    )
    .join(" && ");
}

const answerTo = (topic: string) =>
  topic === "" ? "What shall I do?" : `I have no workspace to try “${topic}” in; give me one and I start.`;

function plan({ planMode, step, chatId }: Situation, topic: string): Speech {
  const path = `/home/coder/.coder/plans/PLAN-${chatId}.md`;
  if (!planMode) return say("I am not in plan mode, so I would start at once.");
  if (step === 0) {
    return call("write_file", {
      path,
      content: `# Plan\n\n1. ${questionAbout(topic)}\n2. Do it\n3. Test it\n`,
    });
  }
  return step === 1 ? call("propose_plan", { path }) : say("Proposed.");
}

function handOver({ step, results }: Situation, topic: string): Speech {
  if (step === 0) {
    return call("spawn_agent", { type: "general", prompt: `${topic} [slow 4]`, title: `Part of: ${topic}` });
  }
  return step === 1
    ? call("wait_agent", { chat_id: field(results.at(-1)?.result, "chat_id"), timeout_seconds: 60 })
    : say("My sub-agent and I are done.");
}

/** The same prompt always gives the same story. */
function seedOf(text: string): number {
  let seed = 7;
  for (const letter of text) seed = (Math.imul(seed, 31) + (letter.codePointAt(0) ?? 0)) >>> 0;
  return seed;
}
