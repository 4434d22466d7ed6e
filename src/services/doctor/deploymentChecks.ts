/** What only the deployment can tell. Each answers one finding and throws nothing a deployment can cause. */
import type { Call } from "../../models/call";
import type { Organization, User } from "../../models/coder/user";
import { CoderApiError, type ErrorReason } from "../../models/errors";
import type { AgentBackend } from "../../repositories/agentBackend";
import type { Deployment } from "../../repositories/deployment";
import { homeOrganization } from "../homeOrganization";
import { failed, failure, note, ok, type Finding } from "./finding";

/** What becomes of an answer that is not Coder's. */
const NOT_CODER: readonly ErrorReason[] = ["unsupported_by_deployment", "unexpected_answer"];
/** A clock that is off by more makes certificates and tokens look expired, in seconds. */
const CLOCK_LIMIT_SECONDS = 60;

/** Whether a Coder deployment answers there. */
export async function checkDeployment(deployment: Deployment, call: Call): Promise<Finding> {
  try {
    const { version } = await deployment.buildInfo(call);
    return ok("deployment", `Coder ${version} answers at ${deployment.url}.`);
  } catch (error) {
    // Every Coder has this route, so it is another program that does not know it.
    if (error instanceof CoderApiError && NOT_CODER.includes(error.reason)) {
      return failed(
        "deployment",
        `Something answers at ${deployment.url}, but not as Coder does.`,
        "Check CODER_URL, and open it in a browser: the sign-in page of a network or a proxy may answer in Coder's place.",
      );
    }
    return failure("deployment", error);
  }
}

/** Whether this computer's clock is right. */
export async function checkClock({ diagnosis }: Deployment, call: Call): Promise<Finding> {
  try {
    const theirs = await diagnosis.clock(call);
    if (theirs === undefined) return note("clock", "The deployment does not tell its time.");
    const seconds = Math.round((Date.now() - theirs.getTime()) / 1_000);
    if (Math.abs(seconds) <= CLOCK_LIMIT_SECONDS)
      return ok("clock", "This computer and the deployment agree.");
    return failed(
      "clock",
      `This computer is ${String(Math.abs(seconds))} s ${seconds > 0 ? "ahead of" : "behind"} the deployment.`,
      "Set the clock of whichever is wrong (e.g. switch on network time).",
    );
  } catch (error) {
    return failure("clock", error);
  }
}

/** Whose token it is. */
export async function checkToken(
  deployment: Deployment,
  call: Call,
): Promise<{ readonly finding: Finding; readonly user?: User }> {
  try {
    const user = await deployment.users.me(call);
    const roles = user.roles.map(({ name }) => name).join(", ");
    return {
      user,
      finding: ok("token", `It belongs to ${user.username}${roles === "" ? "" : ` (${roles})`}.`),
    };
  } catch (error) {
    const { message, hint } = failure("token", error);
    return { finding: failed("token", message, `${hint ?? ""} ${deployment.url}/cli-auth shows a new one.`) };
  }
}

/** Whether the token's user may make workspaces. */
export async function checkRights(deployment: Deployment, call: Call): Promise<Finding> {
  try {
    const organization = await ownOrganization(deployment, call);
    if (organization === undefined) {
      return failed(
        "rights",
        "This user is in no organization.",
        "Ask an administrator to add the user to one.",
      );
    }
    if (await deployment.diagnosis.mayCreateWorkspaces(organization.id, call)) {
      return ok("rights", `It may create workspaces in ${organization.name}.`);
    }
    return failed(
      "rights",
      `It may not create workspaces in ${organization.name}, so no agent can be made.`,
      "Ask an administrator of the deployment for the member role. Reading works.",
    );
  } catch (error) {
    return failure("rights", error);
  }
}

/** Which API for coding agents is there, and whether an agent could be made. */
export async function checkAgents(deployment: Deployment, call: Call): Promise<Finding> {
  try {
    const backends = await deployment.backends(call);
    const names = backends.map(nameOf).join(" and ");
    const chats = backends.find((backend) => backend.chats !== undefined)?.chats;
    if (chats !== undefined) {
      const organization = await ownOrganization(deployment, call);
      if (organization !== undefined) await chats.assertUsable(organization.id, call);
    }
    return backends.every(({ capabilities }) => !capabilities.create)
      ? note(
          "agents",
          "This deployment offers neither chats nor tasks: only workspaces can be managed.",
          "Ask its operator to switch on Coder Agents (chats) or tasks; see docs/coder-versions.md.",
        )
      : ok("agents", `Agents run as ${names}.`);
  } catch (error) {
    return failure("agents", error);
  }
}

/** Where agents are made, else one of the user's; undefined for a user of none. */
async function ownOrganization({ users }: Deployment, call: Call): Promise<Organization | undefined> {
  const organizations = await users.organizations(call);
  return homeOrganization(organizations) ?? organizations[0];
}

function nameOf({ kind }: AgentBackend): string {
  switch (kind) {
    case "chat":
      return "chats";
    case "task":
      return "tasks";
    case "workspace":
      return "workspaces";
  }
}

/** Terminals, logs and live views need WebSockets, which proxies like to cut. */
export async function checkWebSocket(deployment: Deployment, call: Call): Promise<Finding> {
  try {
    const [template] = await deployment.templates.list({ aiTasksOnly: false }, call);
    if (template === undefined) {
      return note("websocket", "Not tried: the deployment has no template whose log could be opened.");
    }
    await deployment.diagnosis.openSocket(template.active_version_id, call);
    return ok("websocket", "A WebSocket opens.");
  } catch (error) {
    const { message } = failure("websocket", error);
    return failed(
      "websocket",
      message,
      "Let the proxy or load balancer in between pass WebSockets (the Upgrade header); commands and live logs need them.",
    );
  }
}
