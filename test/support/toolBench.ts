import assert from "node:assert/strict";
import { FleetError } from "../../src/models/errors";
import type { Call, Progress } from "../../src/models/call";
import { openDeployment } from "../../src/repositories/openDeployment";
import type { Fleet } from "../../src/services/fleet";
import { parseArguments } from "../../src/tools/arguments";
import { allTools } from "../../src/tools/registry";
import { until } from "./until";

/** One answered tool call. */
export interface Answer {
  // Tests read fields of answers whose shape the output schema has just confirmed.
  readonly result: Record<string, unknown>;
  readonly text: string;
  /** Requests that were sent for it, as `GET /path`. */
  readonly requests: readonly string[];
  readonly progress: readonly Progress[];
}

/** The tools over the real services, client and a deployment; no MCP in between. */
export interface ToolBench {
  /** `steps` hears the progress messages, also of a call that fails. */
  call(tool: string, args?: Record<string, unknown>, signal?: AbortSignal, steps?: string[]): Promise<Answer>;
  /** The error of a call that has to fail, and the requests sent before it did. */
  refusal(
    tool: string,
    args?: Record<string, unknown>,
  ): Promise<{ readonly error: FleetError; readonly requests: readonly string[] }>;
  /** Asks show_agent until the status is one of these, at most a minute. */
  until(agent: string, ...statuses: readonly string[]): Promise<void>;
  close(): void;
}

export function openToolBench(
  deployment: { readonly url: string; readonly token: string },
  workspaceFilter: string | null = null,
): ToolBench {
  let requests: string[] = [];
  const opened = openDeployment({
    url: deployment.url,
    token: deployment.token,
    userAgent: "coder-fleet/test",
    log: ({ method, path }) => requests.push(`${method} ${path}`),
  });
  const fleet: Fleet = { deployment: opened, workspaceFilter };

  const call: ToolBench["call"] = async (
    name,
    args = {},
    signal = AbortSignal.timeout(60_000),
    steps = [],
  ) => {
    const tool = allTools.find((candidate) => candidate.name === name);
    assert.ok(tool !== undefined, `there is no tool ${name}`);
    const progress: Progress[] = [];
    const given: Call = {
      signal,
      localFiles: true,
      progress(step) {
        progress.push(step);
        steps.push(step.message);
      },
    };
    requests = [];
    const result = await tool.run(parseArguments(tool, args), fleet, given);
    tool.output.strict().parse(result);
    return { result, text: tool.text(result, new Date()), requests: [...requests], progress };
  };

  return {
    call,
    async refusal(tool, args) {
      const failed = await call(tool, args).then(
        ({ result }) => assert.fail(`${tool} should have failed: ${JSON.stringify(result)}`),
        (error: unknown) => error,
      );
      if (!(failed instanceof FleetError)) throw failed;
      return { error: failed, requests: [...requests] };
    },
    async until(agent, ...statuses) {
      await until(
        async () => {
          const { result } = await call("show_agent", { agent_name: agent });
          return (result["agent"] as { status: string }).status;
        },
        (status) => statuses.includes(status),
        60_000,
      );
    },
    close: () => {
      opened.close();
    },
  };
}

/** The rows of a list in an answer. */
export function rowsOf(answer: Answer, key: string): readonly Record<string, unknown>[] {
  return answer.result[key] as readonly Record<string, unknown>[];
}
