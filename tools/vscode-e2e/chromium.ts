/** Chromium: found where it is, or installed by apt, the only system package these tests need. */
import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { NotInstalledError } from "./notInstalled";

const PACKAGES = ["chromium", "fonts-dejavu-core"];
/** On Ubuntu `chromium-browser` only tells to install something else, so it is tried last. */
const PROGRAMS = ["chromium", "google-chrome", "google-chrome-stable", "chromium-browser"];

/** What a person types to have it. */
export const BY_HAND = `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${PACKAGES.join(" ")}`;

/** Longest run of apt, and longest wait for another program that holds its lock. */
const LONGEST_INSTALL_MS = 600_000;
const LONGEST_LOCK_MS = 300_000;
const LOCK_PAUSE_MS = 2_000;

/** The path of Chromium or Chrome, where one is on the PATH. */
export function findChromium(): string | undefined {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  return PROGRAMS.flatMap((name) => folders.map((path) => join(path, name))).find(isProgram);
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Installs it by apt, as root or by a sudo that asks nothing; answers its path.
 * @throws NotInstalledError
 */
export function installChromium(): string {
  process.stdout.write("Installing Chromium by apt, as CI=true says…\n");
  const notRenewed = apt("update", "-o", "APT::Update::Error-Mode=any");
  const notInstalled = apt("install", "-y", "--no-install-recommends", ...PACKAGES);
  const chromium = findChromium();
  if (notInstalled === undefined && chromium !== undefined) return chromium;
  const why = notRenewed ?? notInstalled ?? "it is not on the PATH afterwards";
  throw new NotInstalledError(
    `Chromium is not installed, and apt could not install it: ${why}. By hand: ${BY_HAND}`,
  );
}

/** Runs apt-get; answers why it failed. */
function apt(...args: readonly string[]): string | undefined {
  const isRoot = process.getuid?.() === 0;
  const [program = "", ...before] = isRoot ? ["apt-get"] : ["sudo", "-n", "apt-get"];
  for (const end = Date.now() + LONGEST_LOCK_MS; ;) {
    const { status, stdout, stderr, error } = spawnSync(
      program,
      [...before, ...args, "-qq", "-o", "Acquire::Retries=3"],
      {
        env: { ...process.env, LC_ALL: "C", DEBIAN_FRONTEND: "noninteractive" },
        encoding: "utf8",
        timeout: LONGEST_INSTALL_MS,
        maxBuffer: 64 << 20,
      },
    );
    if (error !== undefined) {
      if ("code" in error && error.code === "ETIMEDOUT") return `apt-get ${args.join(" ")} took too long`;
      return isRoot ? "there is no apt-get here" : "this user is not root, and there is no sudo";
    }
    if (status === 0) return undefined;
    const said = `${stdout}${stderr}`.trim();
    if (/could not get lock/i.test(said) && Date.now() < end) {
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, LOCK_PAUSE_MS);
      continue;
    }
    // Of many lines the first error is the cause, the last one a summary.
    return /^E: (.*?)\.?$/m.exec(said)?.[1] ?? said.split("\n").at(-1) ?? "";
  }
}
