import * as z from "zod";
import type { Workspace } from "../../state/types";
import { currentAgent } from "../../state/store";
import { tailnetAddress } from "../../rules/tailnetAddress";
import { until } from "../engine/clock";
import { directoryOf, findWorkspace, runningWorkspace } from "../engine/workspaceLink";
import { RunningCommand } from "./processes";
import { tool, type ToolAnswer, type ToolContext, ToolError } from "./tool";

/** How long a command may take in the foreground, milliseconds of a real deployment. */
const foregroundMs = 10_000;

/** Commands that still run, or that nobody asked after yet, by workspace. */
const commands = new WeakMap<Workspace, Map<string, RunningCommand>>();

export const executeTools = [
  tool(
    "execute",
    z.object({
      command: z.string(),
      timeout: z.string().optional(),
      run_in_background: z.boolean().default(false),
      model_intent: z.string().optional(),
    }),
    async (context, args) => {
      const workspace = workspaceToRunIn(context);
      const { home, project } = directoryOf(context.deployment, workspace);
      const running = new RunningCommand(args.command, home, project);
      if (args.run_in_background) return inBackground(workspace, running);
      return waitFor(context, workspace, running, milliseconds(args.timeout) ?? foregroundMs);
    },
  ),
  tool("process_output", z.object({ process_id: z.string() }), (context, args) => {
    const { output, exitCode } = findCommand(context, args.process_id);
    return {
      result:
        exitCode === null
          ? { output, running: true }
          : { output, running: false, success: exitCode === 0, exit_code: exitCode },
    };
  }),
  tool("process_list", z.object({}), (context) => ({
    result: {
      processes: [...(commands.get(workspaceToRunIn(context))?.values() ?? [])].map((one) => ({
        id: one.id,
        command: one.command,
        running: one.exitCode === null,
      })),
    },
  })),
  tool("process_signal", z.object({ process_id: z.string(), signal: z.string() }), (context, args) => {
    findCommand(context, args.process_id).end();
    return { result: { success: true } };
  }),
];

/** @throws ToolError when there is no workspace, or nothing runs in it */
export function workspaceToRunIn({ deployment, chat }: ToolContext): Workspace {
  if (chat.workspaceId === null) {
    throw new ToolError(
      "no workspace is associated with this chat. Use the create_workspace tool to create one",
    );
  }
  const workspace = runningWorkspace(deployment, chat);
  if (workspace === null) {
    throw new ToolError(
      "workspace has no running agent: the workspace is likely stopped. Use the start_workspace tool to start it",
    );
  }
  findWorkspace(deployment, chat);
  return workspace;
}

async function waitFor(
  context: ToolContext,
  workspace: Workspace,
  running: RunningCommand,
  limitMs: number,
): Promise<ToolAnswer> {
  const { deployment, signal } = context;
  const agent = currentAgent(workspace);
  const left = new AbortController();
  const either = AbortSignal.any([signal, left.signal]);
  const isGone = () => currentAgent(workspace) !== agent || agent?.connection !== "connected";
  try {
    const end = Promise.race([
      running.ended.then(() => "ended" as const),
      until(deployment.topics, workspace.id, either, isGone).then(() => "gone" as const),
      new Promise<"late">((resolve) => {
        const cancel = deployment.timers.after(limitMs, () => {
          resolve("late");
        });
        either.addEventListener("abort", cancel, { once: true });
      }),
    ]);
    deployment.timers.during(end);
    const how = await end;
    if (how === "late") return inBackground(workspace, running);
    return { result: how === "gone" ? lost(running, agent?.id ?? "") : ended(running) };
  } catch (error) {
    running.end();
    throw error;
  } finally {
    left.abort();
  }
}

const ended = ({ output, exitCode, durationMs }: RunningCommand) => ({
  output,
  success: exitCode === 0,
  exit_code: exitCode,
  wall_duration_ms: durationMs,
});

/** The workspace was stopped under it. */
function lost(running: RunningCommand, agentId: string) {
  running.end();
  const address = `[${tailnetAddress(agentId)}]:4`;
  return {
    error: `get process output: do request: Get "http://${address}/api/v0/processes/${running.id}/output?wait=true": dial http api: connect tcp ${address}: connection was refused; use process_output with ID ${running.id} to retry`,
    success: false,
    exit_code: -1,
    wall_duration_ms: running.durationMs,
    background_process_id: running.id,
  };
}

function inBackground(workspace: Workspace, running: RunningCommand): ToolAnswer {
  const known = commands.get(workspace) ?? new Map<string, RunningCommand>();
  commands.set(workspace, known.set(running.id, running));
  return {
    result: {
      output: running.output,
      success: true,
      exit_code: 0,
      wall_duration_ms: running.durationMs,
      background_process_id: running.id,
    },
  };
}

function findCommand(context: ToolContext, id: string): RunningCommand {
  const running = commands.get(workspaceToRunIn(context))?.get(id);
  if (running === undefined) throw new ToolError(`process ${id} not found`);
  return running;
}

/** A Go duration such as `30s` or `2m`, in milliseconds; null when it is none. */
function milliseconds(text: string | undefined): number | null {
  const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };
  const found = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text ?? "");
  return found === null ? null : Number(found[1]) * (units[found[2] ?? ""] ?? 0);
}
