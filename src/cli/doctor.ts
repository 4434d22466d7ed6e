/** `coder-fleet-mcp doctor`: what works between this computer and the deployment, a line each. */
import { loadConfiguration } from "../services/configuration/loadConfiguration";
import { examine } from "../services/doctor/examine";
import type { Finding } from "../services/doctor/finding";
import type { CommandLine } from "./commandLine";
import { createScreen, type Screen } from "./screen";

/** How long all checks together may take, in milliseconds. */
const LIMIT_MS = 120_000;
const EXIT_FAILURE = 1;

/** Exit code 0 only where nothing failed. With `--json` standard output holds one JSON object and nothing else. */
export async function runDoctor({ settings, switches }: CommandLine): Promise<void> {
  const json = switches.has("json");
  const screen = json ? undefined : createScreen(process.stdout, process.env);
  screen?.heading("Coder Fleet doctor");
  const findings: Finding[] = [];
  const patient = {
    node: process.version,
    environment: process.env,
    platform: process.platform,
    configuration: () =>
      loadConfiguration(settings, {
        directory: process.cwd(),
        environment: process.env,
        terminal: process.stdin.isTTY || process.stderr.isTTY,
      }),
  };
  for await (const finding of examine(patient, { signal: AbortSignal.timeout(LIMIT_MS) })) {
    findings.push(finding);
    if (screen !== undefined) show(finding, screen);
  }
  const failures = findings.filter(({ status }) => status === "failed").length;
  if (failures > 0) process.exitCode = EXIT_FAILURE;
  if (json) process.stdout.write(`${JSON.stringify({ ok: failures === 0, findings }, null, 2)}\n`);
  screen?.heading(failures === 0 ? "All is well." : `${String(failures)} to mend, from the top.`);
}

function show({ check, status, message, hint }: Finding, screen: Screen): void {
  const line = `${check.padEnd(13)} ${message}`;
  switch (status) {
    case "ok":
      screen.done(line);
      break;
    case "note":
      screen.note(line);
      break;
    case "failed":
      screen.failed(line);
      break;
    case "skipped":
      screen.dim(`- ${line}`);
      break;
  }
  if (hint !== undefined) screen.line(`  ${" ".repeat(13)} → ${hint}`);
}
