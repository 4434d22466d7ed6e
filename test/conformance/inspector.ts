/** What MCP's inspector, by its command line, makes of the product over both transports and in both eras. */
import assert from "node:assert/strict";
import * as z from "zod";
import { serverEnvironment } from "../support/serverProcess";
import type { Installation } from "./installation";
import { type Run, runProgram } from "./runProgram";

/** Longest time of one run, in milliseconds; it takes half a second where nothing else runs. */
const LIMIT_MS = 120_000;

/** The inspector's exit code for a tool that answered an error. */
const TOOL_ERROR = 5;

/** The eras, as the inspector names them. */
const ERAS = { legacy: "2025-11-25", modern: "2026-07-28" } as const;
type Era = keyof typeof ERAS;

export interface Inspected {
  /** What to say of how the server is reached. */
  readonly title: string;
  /** The inspector's arguments for it: options, and what comes last. */
  readonly options: readonly string[];
  readonly target: readonly string[];
  /** The tools that have to be listed, in their order. */
  readonly tools: readonly string[];
  /** How many agents `list_agents` has to find. */
  readonly agents: number;
}

/** Something to ask, and the check of what came back. */
interface Question {
  readonly title: string;
  readonly args: readonly string[];
  /** 0 where absent. */
  readonly exitCode?: number;
  check(run: Run, inspected: Inspected, era: Era): void;
}

/** The answer as `--format json` prints it. */
function answer<S extends z.ZodType>({ stdout }: Run, schema: S): z.output<S> {
  return schema.parse(z.object({ result: z.unknown() }).parse(JSON.parse(stdout)).result);
}

const QUESTIONS: readonly Question[] = [
  {
    title: "initialize",
    args: ["--method", "initialize"],
    check(run, _inspected, era) {
      const schema = z.object({
        protocolVersion: z.string(),
        serverInfo: z.object({ name: z.string() }),
        instructions: z.string(),
      });
      const { protocolVersion, serverInfo } = answer(run, schema);
      assert.deepEqual([protocolVersion, serverInfo.name], [ERAS[era], "coder-fleet"]);
    },
  },
  {
    title: "tools/list --strict",
    args: ["--method", "tools/list", "--strict"],
    check(run, { tools }) {
      const listed = answer(run, z.object({ tools: z.array(z.object({ name: z.string() })) })).tools;
      assert.deepEqual(
        listed.map(({ name }) => name),
        tools,
      );
      assert.equal(run.stderr, "", "strict has neither errors nor warnings");
    },
  },
  {
    title: "tools/call list_agents",
    args: ["--method", "tools/call", "--tool-name", "list_agents"],
    check(run, { agents }) {
      const schema = z.object({
        content: z.tuple([z.object({ type: z.literal("text"), text: z.string().min(1) })]),
        structuredContent: z.object({ agents: z.array(z.unknown()), total_count: z.number() }),
      });
      const { structuredContent } = answer(run, schema);
      assert.deepEqual([structuredContent.agents.length, structuredContent.total_count], [agents, agents]);
    },
  },
  {
    title: "tools/call with a wrong argument",
    args: ["--method", "tools/call", "--tool-name", "list_agents", "--tool-arg", "page=0"],
    exitCode: TOOL_ERROR,
    check(run) {
      const schema = z.object({
        isError: z.literal(true),
        structuredContent: z.object({ error: z.object({ code: z.literal("VALIDATION_ERROR") }) }),
      });
      answer(run, schema);
    },
  },
  {
    title: "resources/list",
    args: ["--method", "resources/list"],
    check(run) {
      assert.deepEqual(answer(run, z.unknown()), { resources: [] });
    },
  },
  {
    title: "prompts/list",
    args: ["--method", "prompts/list"],
    check(run) {
      assert.deepEqual(answer(run, z.unknown()), { prompts: [] });
    },
  },
];

/**
 * Asks everything in both eras and says how it went. False where an answer is not the right one.
 * @param home for the inspector's own files
 */
export async function inspect(
  installation: Installation,
  inspected: Inspected,
  home: string,
  say: (line: string) => void,
): Promise<boolean> {
  let ok = true;
  for (const era of ["legacy", "modern"] as const) {
    const wrong: string[] = [];
    for (const question of QUESTIONS) {
      const ask = (): Promise<string | null> => askOnce(installation, inspected, era, question, home);
      let problem = await ask();
      if (problem !== null) {
        // A second chance, with notice: shared machines stall.
        say(`  ${question.title}, once more after: ${problem}`);
        problem = await ask();
      }
      if (problem !== null) wrong.push(`  ${question.title}: ${problem}`);
    }
    const right = QUESTIONS.length - wrong.length;
    say(
      `${wrong.length === 0 ? "✔" : "✖"} inspector, ${inspected.title}, ${ERAS[era]}: ${right} answers right`,
    );
    for (const line of wrong) say(line);
    ok &&= wrong.length === 0;
  }
  return ok;
}

/** What is wrong with the answer to one question; null where nothing is. */
async function askOnce(
  { node, inspector }: Installation,
  inspected: Inspected,
  era: Era,
  question: Question,
  home: string,
): Promise<string | null> {
  const { options, target } = inspected;
  // Without --cli it serves a web page until it is ended; without --stored-auth-only it may wait for a person.
  const fixed = ["--cli", "--quiet", "--stored-auth-only", "--format", "json", "--protocol-era", era];
  const patient = ["--connect-timeout", String(LIMIT_MS)];
  const args = [inspector, ...fixed, ...patient, ...question.args, ...options, ...target];
  const env = serverEnvironment({ HOME: home, MCP_AUTO_OPEN_ENABLED: "false" });
  const run = await runProgram(node, args, LIMIT_MS, env);
  try {
    question.check(run, inspected, era);
    assert.equal(run.code, question.exitCode ?? 0);
    return null;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return `${why}\nexit code ${run.code}\n${run.stdout.slice(0, 1000)}\n${run.stderr.slice(0, 1000)}`;
  }
}
