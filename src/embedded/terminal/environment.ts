import { accessSync, constants } from "node:fs";
import { hostname, userInfo } from "node:os";

/** Directories a workspace's commands are looked up in; never the caller's own PATH. */
const path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

/**
 * The whole environment of a command in a workspace. It is built from nothing, so that no token, provider key
 * or setting of the process that runs the deployment (CODER_*, FLEET_*, *_API_KEY…) can reach a command.
 *
 * @param home the workspace's folder; `endProcesses` recognises the workspace's processes by it.
 */
export function commandEnvironment(home: string): Record<string, string> {
  const user = userInfo().username;
  return {
    HOME: home,
    PATH: path,
    SHELL: userShell(),
    TERM: "xterm-256color",
    LANG: process.env["LANG"] ?? "C.UTF-8",
    USER: user,
    LOGNAME: user,
    HOSTNAME: hostname(),
  };
}

/** The shell commands run through: bash where it is installed, as on recorded workspaces, else sh. */
export function userShell(): string {
  try {
    accessSync("/bin/bash", constants.X_OK);
    return "/bin/bash";
  } catch {
    return "/bin/sh";
  }
}

/** Arguments of `userShell` for a command; an empty one is a login shell (facts: coder-api 7). */
export function shellArguments(command: string): string[] {
  return command === "" ? ["-l"] : ["-c", command];
}
