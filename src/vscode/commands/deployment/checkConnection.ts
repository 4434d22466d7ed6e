import { commands, ProgressLocation, window } from "vscode";
import type { Finding } from "../../../services/doctor/finding";
import { signalOf } from "../../extension/cancellation";
import type { Parts } from "../../extension/parts";
import { findingsText } from "../../outputs/findingsText";

/** How long all checks together may take, in milliseconds. */
const LIMIT_MS = 120_000;

/**
 * Checks everything between here and a deployment, as `coder-fleet-mcp doctor` does, and shows what it found.
 * @param target address of the deployment where it is not the active one
 */
export async function checkConnection(parts: Parts, target?: unknown): Promise<void> {
  const { deployments, outputs, t } = parts;
  await deployments.load();
  const session = (typeof target === "string" ? deployments.get(target) : undefined) ?? deployments.active;
  if (session === undefined) {
    const signIn = t("Sign In");
    const answer = await window.showInformationMessage(t("You are not signed in to any deployment."), signIn);
    if (answer === signIn) await commands.executeCommand("coderFleet.signIn");
    return;
  }
  const findings = await examine(parts, session);
  if (findings !== undefined) {
    await outputs.show(t("Connection Check"), findingsText(session.url, findings, t));
  }
}

/**
 * Undefined where the person cancelled it.
 * @throws ConfigurationError where a setting cannot be used
 */
async function examine(
  { settings, t }: Parts,
  session: { readonly url: string; readonly token: string },
): Promise<readonly Finding[] | undefined> {
  const configuration = await settings.configuration(session);
  return window.withProgress(
    {
      location: ProgressLocation.Notification,
      title: t("Checking the connection to {0}", session.url),
      cancellable: true,
    },
    async (progress, token) => {
      const { examineConnection } = await import("../../../services/late");
      const signal = AbortSignal.any([signalOf(token), AbortSignal.timeout(LIMIT_MS)]);
      const patient = { node: process.version, configuration: () => configuration };
      const findings: Finding[] = [];
      for await (const finding of examineConnection(patient, { signal })) {
        if (token.isCancellationRequested) return undefined;
        findings.push(finding);
        progress.report({ message: finding.check });
      }
      return findings;
    },
  );
}
