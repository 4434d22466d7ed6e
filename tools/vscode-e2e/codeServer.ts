/** Runs VS Code as a server with folders of its own, which are removed with it. */
import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { VsCodeInstallation } from "./installation";

export interface CodeServerOptions {
  /** Reaches the extension host, and from there the MCP server. */
  readonly environment?: Readonly<Record<string, string>>;
  /** The person's settings, besides those that keep VS Code quiet. */
  readonly settings?: Readonly<Record<string, unknown>>;
  /** Runs test modules in the extension host. Then VS Code shows no notifications and no modal dialogs. */
  readonly testDriver?: boolean;
  /** An extension to install, as its package. */
  readonly vsix?: string;
}

export interface CodeServer {
  /** Address of the workbench, with an empty folder opened. */
  readonly url: string;
  /** Path of that folder. */
  readonly folder: string;
  /** Path of the person's settings, which all windows have in common. */
  readonly userSettings: string;
  /** What the server printed so far. */
  log(): string;
  stop(): Promise<void>;
}

const LONGEST_START_MS = 120_000;
const LONGEST_END_MS = 10_000;

/**
 * Nothing of VS Code's own gets in the way: no welcome, no trust question, no chat, no updates. Its colours are those
 * that the browser is asked for.
 */
const QUIET = {
  "security.workspace.trust.enabled": false,
  "workbench.startupEditor": "none",
  "workbench.secondarySideBar.defaultVisibility": "hidden",
  "workbench.enableExperiments": false,
  "workbench.reduceMotion": "on",
  "window.autoDetectColorScheme": true,
  "workbench.tips.enabled": false,
  "workbench.welcomePage.walkthroughs.openOnInstall": false,
  "remote.autoForwardPorts": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "extensions.autoUpdate": false,
  "extensions.autoCheckUpdates": false,
  "extensions.ignoreRecommendations": true,
  // Text that is painted cannot be read back.
  "terminal.integrated.gpuAcceleration": "off",
  "window.commandCenter": false,
  "git.enabled": false,
};

/** Starts VS Code on a free port of this computer, without a password. */
export async function startCodeServer(
  { node, codeServer }: VsCodeInstallation,
  options: CodeServerOptions = {},
): Promise<CodeServer> {
  const home = mkdtempSync(join(tmpdir(), "coder-fleet-vscode-"));
  const path = (name: string): string => join(home, name);
  for (const name of ["workspace", "user/User", "extensions"]) mkdirSync(path(name), { recursive: true });
  const userSettings = path("user/User/settings.json");
  writeFileSync(userSettings, JSON.stringify({ ...QUIET, ...options.settings }));

  const environment = {
    PATH: process.env["PATH"] ?? "",
    LANG: "C.UTF-8",
    // Neither the person's own settings nor their login to a deployment are seen.
    HOME: home,
    XDG_DATA_HOME: path("data"),
    XDG_CONFIG_HOME: path("config"),
    ...options.environment,
  };
  const folders = [
    "--config",
    path("config.yaml"),
    "--user-data-dir",
    path("user"),
    "--extensions-dir",
    path("extensions"),
  ];
  if (options.vsix !== undefined) {
    const { status, stderr } = spawnSync(
      node,
      [codeServer, ...folders, "--install-extension", options.vsix],
      {
        env: environment,
        encoding: "utf8",
        timeout: LONGEST_START_MS,
      },
    );
    if (status !== 0) throw new Error(`${options.vsix} could not be installed: ${stderr}`);
  }

  const child = spawn(
    node,
    [
      codeServer,
      ...folders,
      ...["--auth", "none", "--bind-addr", "127.0.0.1:0", "--ignore-last-opened"],
      ...["--disable-telemetry", "--disable-update-check", "--disable-getting-started-override"],
      // A name nobody has; whatever else is opened in a browser is asked about.
      ...["--link-protection-trusted-domains", "*.example.com"],
      ...(options.testDriver === true ? ["--vscode-option", "enable-smoke-test-driver"] : []),
    ],
    // A group of its own: the server starts further processes, which must end with it.
    { env: environment, cwd: home, detached: true, stdio: ["ignore", "pipe", "pipe"] },
  );
  const ended = once(child, "exit");
  const kill = (signal: NodeJS.Signals): void => {
    try {
      if (child.pid !== undefined) process.kill(-child.pid, signal);
    } catch {
      // The group has ended.
    }
  };
  const killAtExit = (): void => {
    kill("SIGKILL");
  };
  process.once("exit", killAtExit);

  let log = "";
  const listening = new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      log += chunk.toString();
      const address = /listening on (http:\/\/127\.0\.0\.1:\d+)/.exec(log)?.[1];
      if (address !== undefined) resolve(address);
    };
    child.stdout.on("data", read);
    child.stderr.on("data", read);
    const fail = (why: string): void => {
      reject(new Error(`code-server ${why}:\n${log}`));
    };
    const timer = setTimeout(fail, LONGEST_START_MS, "did not start in time");
    ended.then(
      () => {
        clearTimeout(timer);
        fail("ended at its start");
      },
      (error: unknown) => {
        fail(String(error));
      },
    );
    timer.unref();
  });

  const stop = async (): Promise<void> => {
    const timer = setTimeout(kill, LONGEST_END_MS, "SIGKILL");
    kill("SIGTERM");
    await ended;
    clearTimeout(timer);
    // Whatever of its children ignored the first signal.
    kill("SIGKILL");
    process.off("exit", killAtExit);
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };

  try {
    const address = await listening;
    const folder = path("workspace");
    const url = `${address}/?folder=${encodeURIComponent(folder)}`;
    return { url, folder, userSettings, log: () => log, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
