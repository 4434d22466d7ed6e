/** Prompts that say step by step what the model does: `SCRIPT:[{"tool":…,"args":…},{"say":…}]`. */
import * as z from "zod";
import { call, callRaw, join, say, type Speech } from "./speech";
import { field, type Situation } from "./situation";

const callSchema = z.object({ tool: z.string(), args: z.unknown().optional(), raw: z.string().optional() });
const stepSchema = z.union([z.array(callSchema), callSchema, z.object({ say: z.string() })]);
const scriptSchema = z.array(stepSchema);

type Step = z.output<typeof stepSchema>;

/** Null when the prompt holds no script. */
export function scripted(situation: Situation): Speech | null {
  const steps = parse(situation.prompt);
  if (steps === null) return null;
  const step = steps[situation.step];
  return step === undefined ? say("Done.") : perform(step, situation);
}

function parse(prompt: string): readonly Step[] | null {
  const text = /SCRIPT:\s*(\[.*\])/s.exec(prompt)?.[1];
  if (text === undefined) return null;
  try {
    return scriptSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

function perform(step: Step, situation: Situation): Speech {
  if (Array.isArray(step)) return join(...step.map((one) => perform(one, situation)));
  if ("say" in step) return say(step.say);
  if (step.raw !== undefined) return callRaw(step.tool, step.raw);
  return call(step.tool, withChats(step.args ?? {}, situation));
}

/** `$CHAT0` in arguments is the first sub-agent of this turn. */
function withChats(args: unknown, { results }: Situation): unknown {
  const spawned = results.flatMap(({ name, result }) => {
    const id = name === "spawn_agent" ? field(result, "chat_id") : undefined;
    return typeof id === "string" ? [id] : [];
  });
  const text = JSON.stringify(args).replace(
    /\$CHAT(\d+)/g,
    (whole, index: string) => spawned[Number(index)] ?? whole,
  );
  return JSON.parse(text);
}
