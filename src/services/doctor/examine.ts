import type { Call } from "../../models/call";
import { ConfigurationError, type Configuration } from "../../models/configuration";
import type { Deployment } from "../../repositories/deployment";
import type { Machine } from "../mcpClients/clientFiles";
import { openFleet } from "../openFleet";
import { checkClients } from "./clientChecks";
import {
  checkAgents,
  checkClock,
  checkDeployment,
  checkRights,
  checkToken,
  checkWebSocket,
} from "./deploymentChecks";
import { failed, note, ok, skipped, type CheckName, type Finding } from "./finding";
import { checkCertificate, checkName } from "./network";

/** A connection that is looked at. */
export interface ConnectionPatient {
  /** `process.version` of the Node that serves. */
  readonly node: string;
  /** The configuration as a start would read it. @throws ConfigurationError */
  readonly configuration: () => Pick<Configuration, "url" | "token" | "proxy" | "ca">;
}

/** The same with the computer, whose MCP clients are looked at too. */
export type Patient = ConnectionPatient & Machine;

const WITH_TOKEN = ["rights", "agents", "websocket"] as const satisfies readonly CheckName[];
const WITH_DEPLOYMENT = ["clock", "token", ...WITH_TOKEN] as const satisfies readonly CheckName[];

/**
 * Checks everything between this computer and a working fleet, one finding after the other, in the order in which
 * things fail: what an earlier failure makes impossible is told as skipped. Changes nothing anywhere.
 */
export async function* examine(patient: Patient, call: Call): AsyncGenerator<Finding> {
  yield* examineConnection(patient, call);
  yield* checkClients(patient);
}

/** The same without the MCP clients of this computer: what one that is already here needs. */
export async function* examineConnection(patient: ConnectionPatient, call: Call): AsyncGenerator<Finding> {
  yield checkNode(patient.node);
  yield* examineDeployment(patient, call);
}

async function* examineDeployment(patient: ConnectionPatient, call: Call): AsyncGenerator<Finding> {
  const given = readConfiguration(patient);
  yield given.finding;
  if (given.configuration === undefined) {
    yield* skipAll(["dns", "tls", "deployment", ...WITH_DEPLOYMENT], "there is no configuration");
    return;
  }
  const { deployment } = await openFleet({ ...given.configuration, workspaceFilter: null });
  try {
    yield* examineWay(deployment, given.configuration.ca);
    const answers = await checkDeployment(deployment, call);
    yield answers;
    if (answers.status === "failed") {
      yield* skipAll(WITH_DEPLOYMENT, "the deployment does not answer");
      return;
    }
    yield await checkClock(deployment, call);
    const { finding, user } = await checkToken(deployment, call);
    yield finding;
    if (user === undefined) {
      yield* skipAll(WITH_TOKEN, "the token is not accepted");
      return;
    }
    yield await checkRights(deployment, call);
    yield await checkAgents(deployment, call);
    yield await checkWebSocket(deployment, call);
  } finally {
    deployment.close();
  }
}

/** Name and certificate, where nothing stands in between. */
async function* examineWay(deployment: Deployment, ca: string | undefined): AsyncGenerator<Finding> {
  const proxy = deployment.diagnosis.proxy();
  if (proxy !== undefined) {
    yield note("proxy", `Requests go through the proxy ${proxy}, which looks up names and connects.`);
    return;
  }
  const url = new URL(deployment.url);
  const name = await checkName(url);
  yield name;
  yield name.status === "failed"
    ? skipped("tls", "the host has no address")
    : await checkCertificate(url, ca, new Date());
}

function checkNode(version: string): Finding {
  const major = Number(/^v?(\d+)/.exec(version)?.[1]);
  return major >= 20
    ? ok("node", `Node ${version.replace(/^v/, "")} is new enough.`)
    : failed(
        "node",
        `Node ${version} is too old.`,
        "Install Node 20 or newer and configure the client again.",
      );
}

function readConfiguration(patient: ConnectionPatient): {
  readonly finding: Finding;
  readonly configuration?: ReturnType<ConnectionPatient["configuration"]>;
} {
  try {
    const configuration = patient.configuration();
    return {
      configuration,
      finding: ok("configuration", `Address and token for ${configuration.url} are set.`),
    };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    // Such messages end with what is allowed, or what to do.
    const [message = "", ...advice] = error.message.split("; ");
    return {
      finding: failed(
        "configuration",
        `${message}.`,
        sentence(advice.join("; ") || "docs/settings.md has every setting"),
      ),
    };
  }
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

function* skipAll(checks: readonly CheckName[], because: string): Generator<Finding> {
  for (const check of checks) yield skipped(check, because);
}
