import { env, window } from "vscode";
import { CLIENT_NAMES } from "../../../services/mcpClients/clientNames";
import { chosenSettings } from "../../extension/givenSettings";
import type { Parts } from "../../extension/parts";

/** Copies what another MCP client needs to start the fleet's server. It holds no token. */
export async function copyMcpConfiguration(parts: Parts): Promise<void> {
  const { deployments, settings, serverScript, t } = parts;
  await deployments.load();
  const { MCP_CLIENTS, configurationText, serverEntry } = await import("../../../services/late");
  // VS Code itself needs no entry.
  const names = CLIENT_NAMES.filter((name) => name !== "vscode");
  const choice = await window.showQuickPick(
    names.map((name) => ({ label: MCP_CLIENTS[name].title, name, next: MCP_CLIENTS[name].next })),
    { title: t("Copy MCP Configuration"), placeHolder: t("Choose the client it is for") },
  );
  if (choice === undefined) return;
  const { active } = deployments;
  const url =
    active === undefined ? {} : { url: { value: active.url, name: "url", origin: "process" as const } };
  const entry = serverEntry(
    { kind: "installed", node: settings.nodePath === "" ? "node" : settings.nodePath, server: serverScript },
    { ...chosenSettings(settings.given), ...url },
    {},
  );
  await env.clipboard.writeText(configurationText(choice.name, entry));
  await window.showInformationMessage(
    t("Copied. It holds no token: the server takes the login of the coder command line. {0}", choice.next),
  );
}
