import { type Agent, calledName } from "../../models/agent";
import type { Call } from "../../models/call";
import { ValidationError } from "../../models/errors";
import type { WhenBusy } from "../../repositories/agentBackend";
import type { Fleet } from "../fleet";
import { progressReporter } from "../progress";
import { sleep } from "../../repositories/sleep";
import { queued, requireCapability, unsupported, wrongState } from "./agentErrors";
import { checkAgentText } from "./agentText";
import { followBuild } from "./builds";
import { findAgent, type FoundAgent, refreshed } from "./findAgent";
import { findModel } from "./models";

/** A task for an agent that is there. */
export interface StartTaskRequest {
  readonly agent: string;
  readonly text: string;
  /** Resume a stopped agent first and wait until it is idle. */
  readonly startIfStopped?: boolean | undefined;
  readonly whenBusy?: WhenBusy | undefined;
  /** Name of the model to use from now on; only chats can change theirs. */
  readonly model?: string | undefined;
}

/** Longest wait for a resumed agent to become idle after its build, in milliseconds. */
const IDLE_WAIT_MS = 300_000;
/** Between two looks at it, in milliseconds. */
const POLL_MS = 1_000;

/**
 * Gives an idle agent its next task.
 * @throws ValidationError(bad_argument) for a blank or too long text, before any request.
 * @throws ValidationError(wrong_state) naming the state where it is not idle; nothing was sent.
 */
export async function startTask(fleet: Fleet, request: StartTaskRequest, call: Call): Promise<Agent> {
  checkAgentText(request.text, "task_description");
  const found = await findAgent(fleet, request.agent, call);
  requireCapability(found.backend, "send");
  const whenBusy = request.whenBusy ?? "refuse";
  const agent =
    found.agent.status === "stopped" && request.startIfStopped === true
      ? await resumeUntilIdle(fleet, found, call)
      : found.agent;
  checkReady(agent, found, whenBusy);
  const modelId = await findModel(found.backend, request.model, call);
  await found.backend.startTask(agent, request.text, whenBusy, call, modelId);
  return agent;
}

function checkReady(agent: Agent, { backend }: FoundAgent, whenBusy: WhenBusy): void {
  // A chat that failed tries again with its next message; nothing has to be restarted.
  if (agent.status === "idle" || (agent.status === "failed" && agent.chat?.error)) {
    return;
  }
  if (agent.status !== "busy" || whenBusy === "refuse") {
    throw wrongState(agent, "only an idle agent takes a task");
  }
  if (!backend.capabilities.whenBusy.includes(whenBusy)) {
    throw unsupported(`${whenBusy} a task for a busy agent`);
  }
}

async function resumeUntilIdle(fleet: Fleet, found: FoundAgent, call: Call): Promise<Agent> {
  requireCapability(found.backend, "pause");
  const report = progressReporter(call);
  const { name } = found.agent;
  const build = await queued(found.agent, "resumed", found.backend.resume(found.agent, call));
  report(`Resuming ${name}`);
  await followBuild(fleet, found.agent, build, "The task was not started.", call);
  const deadline = Date.now() + IDLE_WAIT_MS;
  for (;;) {
    const agent = await refreshed(found, call);
    switch (agent.status) {
      case "idle":
        return agent;
      case "pending":
      case "starting":
      case "busy":
      case "offline":
        break;
      default:
        throw wrongState(agent, "it was resumed but did not become idle, so the task was not started");
    }
    if (Date.now() >= deadline) {
      throw notIdleInTime(agent);
    }
    report(`${name} is ${agent.status}`);
    await sleep(POLL_MS, call.signal);
  }
}

function notIdleInTime(agent: Agent): ValidationError {
  return new ValidationError("wrong_state", {
    message: `Agent '${calledName(agent)}' was resumed but is still ${agent.status} after ${IDLE_WAIT_MS / 60_000} minutes; the task was not started.`,
    hint: "wait_for_agents until it is idle, then call start_agent_task again.",
    retryable: true,
  });
}
