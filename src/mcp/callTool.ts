import { CoderApiError, FleetError, NetworkError, ValidationError } from "../models/errors";
import type { OutputMode } from "../models/configuration";
import type { Call } from "../models/call";
import { parseArguments } from "../tools/arguments";
import type { ToolDefinition } from "../tools/definition";
import {
  type CallToolResult,
  type InputRequiredResult,
  ProtocolError,
  ProtocolErrorCode,
} from "@modelcontextprotocol/server";
import type { Caller } from "./caller";
import { callScope, type CallScope } from "./callScope";
import type { Preview } from "../models/preview";
import { dryRunView, previewText } from "../tools/preview";
import { limitedSignal } from "./limitedSignal";
import type { Log } from "./log";
import { requiredScope, type Principal } from "./principal";
import { failure, success } from "./results";
import { type CallRecord, NO_RECORD } from "./safeguards/callRecord";
import { ForeignStateError } from "./safeguards/foreignState";
import { checkAgentsPerCall } from "./safeguards/limits";
import type { Safeguards } from "./safeguards/safeguards";
import type { Telemetry } from "./telemetry/types";

export interface CallContext {
  readonly output: OutputMode;
  /** Longest the call may take, in milliseconds, where the tool does not say otherwise. */
  readonly timeoutMs: number;
  readonly log: Log;
  readonly safeguards: Safeguards;
  /** Absent where nothing is measured. */
  readonly telemetry?: Telemetry;
}

/**
 * Runs one tool, or answers with a question for the person in front of the client. Whatever fails becomes the error
 * form of DESIGN 6. Every rule of the server about calls is applied here and nowhere else.
 * @throws ProtocolError only where the state that came with an answer is none of this server
 */
export async function callTool(
  tool: ToolDefinition,
  args: unknown,
  context: CallContext,
  caller: Caller,
): Promise<CallToolResult | InputRequiredResult> {
  const started = performance.now();
  const limitMs = Math.max(context.timeoutMs, tool.limitMs ?? 0);
  const limited = limitedSignal(caller.signal, limitMs);
  const call: Call = {
    signal: limited.signal,
    localFiles: caller.principal.kind === "local",
    ...(caller.progress === undefined ? {} : { progress: caller.progress }),
  };
  const { auditor } = context.safeguards;
  const record = auditor?.record(tool.name, !tool.annotations.readOnlyHint, args, caller) ?? NO_RECORD;
  const span = context.telemetry?.begin(tool.name, caller.trace ?? {});
  const scope: CallScope = { requestIds: new Set(), span };
  try {
    const result = await callScope.run(scope, () => answer(tool, args, context, caller, call, record));
    record.end(undefined, scope.requestIds);
    span?.end(undefined);
    return result;
  } catch (error) {
    const known = limited.timedOut() ? overdue(tool, limitMs, error) : toFleetError(error, tool);
    const { code, reason } = known;
    record.end(known, scope.requestIds);
    span?.end(known);
    context.log("debug", "tool failed", { tool: tool.name, code, reason, stack: unexpectedStack(error) });
    if (known instanceof ForeignStateError) {
      throw new ProtocolError(ProtocolErrorCode.InvalidParams, `${known.message} ${known.hint}`);
    }
    return failure(known, context.output);
  } finally {
    limited.release();
    const duration = Math.round(performance.now() - started);
    context.log("debug", "tool called", { tool: tool.name, ms: duration });
  }
}

/** In this order: what needs no request first, the record right before the effect. */
async function answer(
  tool: ToolDefinition,
  args: unknown,
  { output, safeguards }: CallContext,
  caller: Caller,
  call: Call,
  record: CallRecord,
): Promise<CallToolResult | InputRequiredResult> {
  checkScope(tool, caller.principal);
  const input = parseArguments(tool, args);
  checkAgentsPerCall(tool, input, safeguards.policy);
  const fleet = await caller.principal.fleet();
  call.signal.throwIfAborted();

  const dry = input["dry_run"] === true;
  const preview =
    dry || safeguards.confirmation !== undefined
      ? ((await tool.preview?.(input, fleet, call)) ?? null)
      : null;
  if (dry) {
    record.begin("dry_run");
    return dryRun(tool, preview, output);
  }
  if (preview !== null && safeguards.confirmation !== undefined) {
    const question = { tool: tool.name, input, preview, caller: caller.principal.id };
    const asked = await safeguards.confirmation.check(question, caller.dialogue);
    record.begin(asked === null ? "confirmed" : "asked");
    if (asked !== null) return asked;
  } else {
    record.begin("allowed");
  }
  const result = await tool.run(input, fleet, call);
  return success(result, tool.text(result, new Date()), output);
}

function dryRun(tool: ToolDefinition, preview: Preview | null, output: OutputMode): CallToolResult {
  if (preview === null) throw new Error(`${tool.name} takes dry_run but has no preview`);
  return success(
    dryRunView(preview),
    `Dry run, nothing was changed.\n${previewText(tool.name, preview)}`,
    output,
  );
}

/** @throws ValidationError(policy_denied) */
function checkScope(tool: ToolDefinition, { name, scopes }: Principal): void {
  const needed = requiredScope(tool);
  if (scopes.has(needed)) return;
  throw new ValidationError("policy_denied", {
    message: `${tool.name} needs the scope ${needed}; ${name} has ${[...scopes].join(", ") || "none"} on this server.`,
    hint: `Use a token with the scope ${needed}, or ask the operator of this server for one.`,
  });
}

/** What a tool says itself when its time is over says more. */
function overdue(tool: ToolDefinition, limitMs: number, cause: unknown): FleetError {
  if (cause instanceof FleetError && cause.reason !== "canceled") return cause;
  return new NetworkError("timeout", {
    message: `${tool.name} did not end within ${limitMs / 1000} s and was given up.`,
    hint: tool.annotations.readOnlyHint
      ? "Ask for less, or raise --timeout of the server."
      : "What it began goes on: look at the state before calling it again, or raise --timeout of the server.",
    retryable: tool.annotations.readOnlyHint,
    cause,
  });
}

/** A fault of ours or of a library: its text may hold anything, so none of it is passed on. */
function toFleetError(error: unknown, tool: ToolDefinition): FleetError {
  if (error instanceof FleetError) return error;
  return new CoderApiError("server_error", {
    message: `${tool.name} failed unexpectedly inside the Coder Fleet server.`,
    hint: "Try once more; if it fails again, start the server with --log-level debug and report what stderr says.",
    cause: error,
  });
}

function unexpectedStack(error: unknown): string | undefined {
  return error instanceof FleetError ? undefined : error instanceof Error ? error.stack : String(error);
}
