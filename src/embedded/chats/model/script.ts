/**
 * The model of the embedded deployment: a script that behaves like one. What it says follows from the prompt:
 *
 * | in the prompt | effect |
 * |---|---|
 * | `[plain]` | repeats the prompt, word by word |
 * | `[slow N]`, `[slow]` | speaks for N seconds (60) |
 * | `[long N]` | says N kilobytes at once |
 * | `[reason]` | thinks aloud first |
 * | `[exec COMMAND]` | runs a command in the workspace and tells what came out |
 * | `[ws TEMPLATE NAME]` | makes a workspace and tries it |
 * | `[tool NAME ARGS]` | calls a tool with JSON arguments |
 * | `[dyn TOOL]` | calls a tool of the client |
 * | `[ask]` | asks the user a question (plan mode only) |
 * | `[plan]` | writes a plan and proposes it (plan mode only) |
 * | `[spawn]` | hands half of the work to a sub-agent and waits for it |
 * | `[complete]` | opens a pull request at the end |
 * | `[fail]`, `[errN]`, `[errN xK]`, `[quota]`, `[ctxlen]`, `[bad]` | its provider answers an error (K times) |
 * | `[drop]`, `[streamerr]`, `[filter]`, `[lengthstop]`, `[empty]` | its answer breaks off in one of five ways |
 * | `SCRIPT:[…]` | exactly these steps: `{"tool","args"}`, `{"tool","raw"}`, `{"say"}`, or a list of calls |
 * | `think=N` | ordinary work that takes N seconds |
 *
 * Anything else is ordinary work: with a workspace it looks around and edits files there.
 */
import { parseDirective } from "./directive";
import { failureSpeech } from "./failureSpeech";
import { makeWorkspace } from "./makeWorkspace";
import { scripted } from "./scripted";
import { call, callRaw, join, say, sayWords, type Speech } from "./speech";
import { resultText, type Situation } from "./situation";
import { work } from "./work";

/** Letters of a tool's answer the model repeats. */
const quoted = 220;
const slowSeconds = 60;
const wordsPerSecond = 2;

/** What the scripted model says in this situation. */
export function speak(situation: Situation): Speech {
  const { prompt, step, results } = situation;
  const script = scripted(situation);
  if (script !== null) return script;
  const { name, rest } = parseDirective(prompt);
  const failure = failureSpeech(name, rest, situation.attempt);
  if (failure !== null) return failure;
  const last = resultText(results.at(-1));
  if (name.startsWith("err")) return sayWords(`Echo: ${prompt}`);
  switch (name) {
    case "plain":
      return sayWords(`Echo: ${prompt}`);
    case "slow":
      return countFor(rest === "" ? slowSeconds : Number(rest));
    case "long":
      return say("x".repeat(Math.min(Number(rest) || 1, 1000) * 1000));
    case "reason":
      return think();
    case "exec":
      return step === 0
        ? call("execute", { command: rest, model_intent: "running a command" })
        : say(`Command output was: ${last.slice(0, quoted)}`);
    case "tool": {
      const [tool = "", ...args] = rest.split(" ");
      return step === 0 ? callRaw(tool, args.join(" ") || "{}") : say(`Tool finished: ${last.slice(0, 60)}`);
    }
    case "dyn":
      return step === 0 ? call(rest, { city: "Berlin" }) : say(`Tool said: ${last}`);
    case "ask":
      return step === 0 ? call("ask_user_question", question) : say("Then I decide it myself.");
    case "ws":
      return makeWorkspace(rest, situation);
    default:
      return work(situation);
  }
}

function countFor(seconds: number): Speech {
  const everyMs = 1000 / wordsPerSecond;
  const count = Math.min(Math.max(1, Math.round(seconds * wordsPerSecond)), 10_000);
  const words = Array.from({ length: count }, (_, index) => `word${index + 1} `);
  return {
    pieces: [
      ...words.map((text, index) => ({ kind: "text" as const, text, afterMs: index === 0 ? 5 : everyMs })),
      { kind: "text", text: "end.", afterMs: everyMs },
    ],
    failure: null,
  };
}

function think(): Speech {
  const thought = "first I think about it carefully ".match(/\S+\s*/g) ?? [];
  return join(
    { pieces: thought.map((text) => ({ kind: "reasoning", text, afterMs: 100 })), failure: null },
    say("Thought about it.", 100),
  );
}

const question = {
  questions: [
    {
      header: "Database",
      options: [
        { label: "PostgreSQL", description: "Relational" },
        { label: "SQLite", description: "Embedded" },
      ],
      question: "Which database should be used?",
    },
  ],
};
