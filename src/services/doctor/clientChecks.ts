import { ConfigurationError } from "../../models/configuration";
import { isConfigured, isInstalled, missingProgram } from "../mcpClients/clientConfiguration";
import type { Machine } from "../mcpClients/clientFiles";
import { CLIENT_NAMES, type ClientName } from "../mcpClients/clientNames";
import { MCP_CLIENTS } from "../mcpClients/clients";
import { failed, note, ok, type Finding } from "./finding";

/** Which MCP clients are on this computer, and whether they know this server. */
export function checkClients(machine: Machine): readonly Finding[] {
  const names = CLIENT_NAMES.filter((name) => isInstalled(name, machine));
  if (names.length === 0) return [note("clients", "No MCP client was found on this computer.")];
  return names.map((name) => checkClient(name, machine));
}

function checkClient(name: ClientName, machine: Machine): Finding {
  const { title } = MCP_CLIENTS[name];
  try {
    const configure = `coder-fleet-mcp configure ${name}`;
    if (!isConfigured(name, machine))
      return note("clients", `${title} does not know this server yet.`, configure);
    const missing = missingProgram(name, machine);
    return missing === undefined
      ? ok("clients", `${title} knows this server.`)
      : failed("clients", `${title} starts ${missing}, which is not there.`, configure);
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return failed("clients", `${title}: ${error.message}.`, "Open the file and mend it.");
  }
}
