import { canceledError } from "../../../clients/networkErrors";
import type { Agent } from "../../../models/agent";
import type { Call } from "../../../models/call";
import { type Workspace, workspaceAgentsOf } from "../../../models/coder/workspace";
import { CoderApiError, FleetError } from "../../../models/errors";
import type { CreateAgentRequest } from "../../agentBackend";
import { sleep } from "../../sleep";
import type { Repositories } from "../backendOffer";
import { agentFromChat, withWorkspace } from "./chatAgent";
import type { ChatsApi } from "./chatsApi";
import { archive, interruptAll } from "./interrupting";
import { fleetLabels } from "./labels";
import { said } from "./usable";

type Made = Pick<Repositories, "workspaces" | "builds">;

/** How long the workspace agent may take to connect after its build, in milliseconds. */
const CONNECT_MS = 300_000;
const LOOK_MS = 500;
/** How long what cannot be left half-done may take, e.g. a workspace to go whose chat was not made, in milliseconds. */
const UNDO_MS = 60_000;

/**
 * Makes the workspace, waits until it can run commands, then makes the chat bound to it: a chat that begins
 * earlier finds "no running agent" and looks for another way (facts/coder-chats.md 9). Where the chat cannot be
 * made, or the caller cancels, the workspace is deleted again; where even that fails the error names it.
 */
export async function createChatInWorkspace(
  api: ChatsApi,
  repositories: Made,
  request: CreateAgentRequest,
  call: Call,
): Promise<Agent> {
  report(call, `Making the workspace of ${request.name}`);
  const made = await repositories.workspaces.create(
    {
      owner: request.owner,
      name: request.name,
      templateVersionId: request.templateVersionId,
      presetId: request.presetId,
      parameters: request.parameters,
    },
    answered(),
  );
  try {
    const workspace = await connected(repositories, made, call);
    report(call, `Starting ${request.name}`);
    const agent = agentFromChat(await said(api.create(newChat(request, made.id), answered())));
    if (!call.signal.aborted) return withWorkspace(agent, workspace);
    await interruptAll(api, agent, answered());
    await archive(api, agent, answered());
    throw canceledError();
  } catch (error) {
    throw await undo(repositories, made, error);
  }
}

function newChat(request: CreateAgentRequest, workspaceId: string) {
  return {
    organizationId: request.organizationId,
    prompt: request.prompt,
    workspaceId,
    labels: fleetLabels({
      agent: request.name,
      project: request.projectName,
      role: request.roleName,
      workspace: workspaceId,
    }),
    ...request.chat,
  };
}

/** Waits for the build and then for every workspace agent. */
async function connected({ workspaces, builds }: Made, made: Workspace, call: Call): Promise<Workspace> {
  let stage = "";
  const build = await builds.follow(
    made.latest_build?.id ?? "",
    (line) => {
      if (line.stage !== "" && line.stage !== stage) report(call, `${made.name}: ${line.stage}`);
      stage = line.stage || stage;
    },
    call,
  );
  if (build.job.status !== "succeeded") {
    throw new CoderApiError("server_error", {
      message: `The workspace of agent '${made.name}' could not be built (${build.job.status}): ${build.job.error ?? "no reason given"}.`,
      hint: "Choose another project or role, or ask the template's author.",
    });
  }
  report(call, `Waiting for the workspace of ${made.name} to connect`);
  const end = Date.now() + CONNECT_MS;
  for (;;) {
    const workspace = await workspaces.find({ kind: "id", id: made.id }, call);
    const agents = workspace === undefined ? [] : workspaceAgentsOf(workspace);
    if (workspace !== undefined && agents.every(({ status }) => status === "connected")) return workspace;
    if (Date.now() >= end) {
      throw new CoderApiError("server_error", {
        message: `The workspace of agent '${made.name}' was built but did not connect within ${CONNECT_MS / 60_000} minutes.`,
        hint: "Look at the template: its workspace agent does not start.",
      });
    }
    await sleep(LOOK_MS, call.signal);
  }
}

/** Deletes the workspace on time of its own, whatever became of the call. Answers the error to throw. */
async function undo({ workspaces, builds }: Made, made: Workspace, failure: unknown): Promise<unknown> {
  const call = answered();
  try {
    await workspaces.build(made.id, "delete", call).catch(async () => {
      // Coder takes no other build while one is under way.
      const build = made.latest_build?.id ?? "";
      await builds.cancel(build, call);
      await builds.follow(build, () => undefined, call);
      await workspaces.build(made.id, "delete", call);
    });
    return failure;
  } catch {
    if (!(failure instanceof FleetError)) return failure;
    return new CoderApiError("server_error", {
      message: `${failure.message} Its workspace '${made.name}' (${made.id}) was made already and could not be deleted again.`,
      hint: `Delete the workspace '${made.name}' first (delete_workspace), then: ${failure.hint}`,
      details: { ...failure.details, related: [made.id] },
      cause: failure,
    });
  }
}

/** A call that the caller's cancellation does not end: what nobody heard the answer of could not be undone. */
function answered(): Call {
  return { signal: AbortSignal.timeout(UNDO_MS) };
}

function report(call: Call, message: string): void {
  call.progress?.({ step: 0, message });
}
