import { setTimeout as delay } from "node:timers/promises";
import type { Context } from "../http/context";
import { HttpError } from "../http/errors";
import { readBody } from "../http/goJson";
import { empty, json, type Reply } from "../http/reply";
import { statusOfTask, taskApp } from "../render/task";
import { iso } from "../render/time";
import { tailnetAddress } from "../rules/tailnetAddress";
import { currentAgent } from "../state/store";
import type { Message, Task, Workspace } from "../state/types";

/** How long Coder tries to reach a lost agent before it says so, milliseconds. */
const unreachableAfter = 30_000;

type TaskWorkspace = Workspace & { readonly task: Task };

/** `POST …/send`: only an active task that waits for input takes it. */
export async function sendInput(context: Context, workspace: TaskWorkspace): Promise<Reply> {
  const { input } = await readBody(context, "TaskSendRequest", { input: "string" });
  if ((input ?? "") === "") throw new HttpError(400, "Task input is required.");
  const status = statusOfTask(context.deployment, workspace);
  switch (status) {
    case "pending":
    case "initializing":
      throw new HttpError(
        409,
        `Task is ${status}.`,
        "The task is resuming. Wait for the task to become active before sending messages.",
      );
    case "paused":
      throw new HttpError(409, "Task is paused.", "Resume the task to send messages.");
    case "error":
    case "unknown":
      throw new HttpError(
        400,
        "Task must be active.",
        `Task status is "${status}", it must be "active" to interact with the task.`,
      );
    case "active":
      break;
  }
  await reachApp(context, workspace, "status", "Failed to get status from task app.");
  const state = context.deployment.worker.status(workspace);
  if (state !== "stable") {
    throw new HttpError(409, "Task app is not ready to accept input.", `Status: ${state}`);
  }
  if (!context.deployment.worker.message(workspace, input ?? "", "user")) {
    throw new HttpError(502, "Task app rejected the message.");
  }
  return empty();
}

/** `GET …/logs`: the living conversation, or what was saved of it. */
export async function taskLogs(context: Context, workspace: TaskWorkspace): Promise<Reply> {
  const status = statusOfTask(context.deployment, workspace);
  switch (status) {
    case "active":
      await reachApp(context, workspace, "messages", "Failed to get messages from task app.");
      return json({ logs: workspace.messages.map(renderMessage) });
    case "pending":
    case "initializing":
    case "paused": {
      const { snapshot } = workspace.task;
      return json({
        logs: (snapshot?.messages ?? []).map(renderMessage),
        snapshot: true,
        ...(snapshot === null ? {} : { snapshot_at: iso(snapshot.takenAt) }),
      });
    }
    case "error":
    case "unknown":
      throw new HttpError(409, "Cannot fetch logs for task in current state.", `Task status is "${status}".`);
  }
}

function renderMessage({ id, role, content, time }: Message) {
  return { id, content, type: role === "user" ? "input" : "output", time: iso(time) };
}

/** @throws HttpError 502 when the workspace agent is lost (after a while) or the app is dead (at once) */
async function reachApp(
  context: Context,
  workspace: Workspace,
  route: string,
  message: string,
): Promise<void> {
  const agent = currentAgent(workspace);
  if (agent?.connection !== "connected") {
    await delay(unreachableAfter / context.deployment.timers.speed);
    throw new HttpError(502, "Failed to reach task app endpoint.", "agent is unreachable");
  }
  const app = taskApp(context.deployment, workspace);
  if (app?.listening !== false) return;
  const { port } = new URL(app.blueprint.url);
  throw new HttpError(
    502,
    message,
    `Get "http://localhost:${port}/${route}": connect tcp [${tailnetAddress(agent.id)}]:${port}: connection was refused`,
  );
}
