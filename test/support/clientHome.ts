import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { planConfiguration, writeConfiguration } from "../../src/services/mcpClients/clientConfiguration";
import type { ClientName } from "../../src/services/mcpClients/clientNames";
import { MCP_CLIENTS } from "../../src/services/mcpClients/clients";
import type { ServerEntry } from "../../src/services/mcpClients/serverEntry";

/** When the tests' changes are made. */
export const NOW = new Date("2026-11-21T12:00:00Z");

/** A home folder of Linux with the configurations of MCP clients, made anew for each test. */
export class ClientHome {
  folder = "";

  constructor() {
    beforeEach(() => {
      this.folder = mkdtempSync(join(tmpdir(), "coder-fleet-clients-"));
    });
    afterEach(() => {
      rmSync(this.folder, { recursive: true });
    });
  }

  readonly machine = () => ({ environment: { HOME: this.folder }, platform: "linux" as const });

  readonly fileOf = (name: ClientName): string => MCP_CLIENTS[name].file(this.machine());

  /** Writes a client's configuration as somebody else would. @returns its path */
  readonly put = (name: ClientName, text: string): string => {
    mkdirSync(dirname(this.fileOf(name)), { recursive: true });
    writeFileSync(this.fileOf(name), text);
    return this.fileOf(name);
  };

  readonly read = (name: ClientName): string => readFileSync(this.fileOf(name), "utf8");

  /** Puts our entry in, or takes it out where there is none. @returns the path of the copy */
  readonly write = (name: ClientName, entry: ServerEntry | undefined): string | undefined =>
    writeConfiguration(planConfiguration(name, entry, this.machine()), NOW);
}
