/** How a turn ends. */
type Ending = "idle" | "complete" | "failure" | "keepWorking" | "question" | "crash";

/** What a prompt asks of the scripted agent, and the words that are left for the work itself. */
export interface Directives {
  /** Length of the turn in seconds of a real deployment. */
  readonly seconds: number;
  readonly ending: Ending;
  /** The prompt without its directives. */
  readonly topic: string;
}

const slowSeconds = 60;
const longestSeconds = 24 * 3600;

/** `[word]` in a prompt, and what it makes the agent do (the whole table stands in scriptedWorker.ts). */
const endings: ReadonlyMap<string, Ending> = new Map([
  ["complete", "complete"],
  ["fail", "failure"],
  ["keepworking", "keepWorking"],
  ["ask", "question"],
  ["crash", "crash"],
]);

/** @param defaultSeconds length of the turn when the prompt does not say */
export function parseDirectives(prompt: string, defaultSeconds: number): Directives {
  let seconds = defaultSeconds;
  let ending: Ending = "idle";
  const topic = prompt
    .replace(/\bthink=(\d{1,6}(?:\.\d+)?)/g, (_text, value: string) => {
      seconds = Number(value);
      return "";
    })
    .replace(/\[(\w+)(?: (\d{1,6}(?:\.\d+)?))?\]/g, (text, word: string, value: string | undefined) => {
      if (word === "slow") {
        seconds = value === undefined ? slowSeconds : Number(value);
        return "";
      }
      const found = value === undefined ? endings.get(word) : undefined;
      if (found === undefined) return text;
      ending = found;
      return "";
    });
  return {
    seconds: Math.min(seconds, longestSeconds),
    ending,
    topic: topic.replace(/\s+/g, " ").trim(),
  };
}
