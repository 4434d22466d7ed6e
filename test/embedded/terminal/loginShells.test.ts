/** Whatever the login shell of a workspace's user is: each on a real pseudo-terminal, with the system's tools or busybox's. */
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDeployment } from "../../../src/repositories/openDeployment";
import {
  executeCommand,
  type ExecuteRequest,
  type ExecuteResult,
} from "../../../src/services/commands/executeCommand";
import { listProcesses } from "../../../src/services/commands/listProcesses";
import { listDirectory } from "../../../src/services/files/listDirectory";
import { readFile } from "../../../src/services/files/readFile";
import { writeFile } from "../../../src/services/files/writeFile";
import type { Fleet } from "../../../src/services/fleet";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { localTerminals } from "./localTerminals";

const LIMIT_MS = 60_000;
const SYSTEM_PATH = "/usr/local/bin:/usr/bin:/bin";

const installed = (name: string) =>
  SYSTEM_PATH.split(":")
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** Login shells, and what `sh` is where it is not the system's. With busybox there is nothing else, as on Alpine. */
const CASES: readonly { readonly shell: string; readonly sh?: string }[] = [
  { shell: "dash" },
  { shell: "bash" },
  { shell: "zsh" },
  { shell: "fish" },
  { shell: "tcsh" },
  { shell: "csh" },
  { shell: "mksh" },
  { shell: "bash", sh: "bash" },
  { shell: "bash", sh: "mksh" },
  { shell: "busybox", sh: "busybox" },
];

/** A folder of links in which `sh` is the one wanted. */
function folderWith(sh: string, program: string): string {
  const folder = mkdtempSync(join(tmpdir(), "coder-fleet-sh-"));
  const names =
    sh === "busybox" ? execFileSync(program, ["--list"], { encoding: "utf8" }).trim().split("\n") : ["sh"];
  for (const name of names) symlinkSync(program, join(folder, name));
  return folder;
}

describe("a workspace whose login shell is", function () {
  this.timeout(LIMIT_MS * 2);
  const home = mkdtempSync(join(tmpdir(), "coder-fleet-shells-"));
  let embedded: EmbeddedDeployment;
  let workspace: string;
  let opened: ReturnType<typeof openDeployment>;
  const folders = [home];
  const call = () => ({ signal: AbortSignal.timeout(LIMIT_MS) });

  before(async () => {
    embedded = await startEmbedded({ agents: 3 });
    const { url, token } = embedded;
    opened = openDeployment({ url, token, userAgent: "coder-fleet/test", log: () => undefined });
    const { workspaces } = await opened.workspaces.search({ owner: { kind: "me" } }, call());
    workspace = workspaces.find((one) => one.latest_build?.status === "running")?.id ?? "";
  });
  after(async () => {
    opened.close();
    await embedded.stop();
    for (const folder of folders) rmSync(folder, { recursive: true });
  });

  for (const { shell, sh } of CASES) {
    describe(sh === undefined ? shell : `${shell}, where sh is ${sh}`, () => {
      let fleet: Fleet;
      const run = (command: string, rest: Partial<ExecuteRequest> = {}) =>
        executeCommand(fleet, { workspace, command, timeoutSeconds: 30, ...rest }, call());

      before(function () {
        const [login, own] = [shell, sh ?? shell].map(installed);
        if (login === undefined || own === undefined) this.skip();
        const folder = sh === undefined ? undefined : folderWith(sh, own);
        if (folder !== undefined) folders.push(folder);
        const path =
          sh === "busybox" ? (folder ?? "") : folder === undefined ? SYSTEM_PATH : `${folder}:${SYSTEM_PATH}`;
        const terminals = localTerminals(sh === "busybox" ? join(path, "sh") : login, home, path);
        fleet = { deployment: { ...opened, terminals }, workspaceFilter: null };
      });

      it("runs commands, byte for byte", async () => {
        const result = ended(
          await run("printf 'a\\r\\n%s' \"$V\"; cat; printf e >&2; exit 3", {
            stdin: "größe\n",
            environment: { V: "it's $HOME `!`" },
          }),
        );
        assert.equal(result.stdout.head.text, "a\r\nit's $HOME `!`größe\n");
        assert.equal(result.stderr.head.text, "e");
        assert.equal(result.exitCode, 3);
        assert.equal(result.lingering, false);
      });

      it("shows both ends of long output, and takes long input", async () => {
        const stdin = "0123456789ü\n".repeat(20_000);
        const result = ended(await run("cat; echo; echo end", { stdin }));
        assert.equal(result.stdout.bytes, Buffer.byteLength(stdin) + 5);
        assert.match(result.stdout.tail?.text ?? "", /ü\n\nend\n$/);
        assert.notEqual(result.handle, null);
      });

      it("ends all of a command at its time limit", async () => {
        const seconds = 8_000_000 + Math.floor(Math.random() * 900_000);
        const result = ended(await run(`sleep ${seconds} & sleep ${seconds}`, { timeoutSeconds: 1 }));
        assert.equal(result.end, "timed_out");
        const left = await listProcesses(
          fleet,
          { workspace, match: `sleep ${seconds}`, page: 1, pageSize: 10 },
          call(),
        );
        assert.deepEqual(left.items, []);
      });

      it("says what it left behind", async () => {
        const result = ended(await run("sleep 20 & echo ok"));
        assert.equal(result.stdout.head.text, "ok\n");
        assert.equal(result.lingering, true);
      });

      it("has files and processes", async () => {
        const path = join(home, `${shell} 'file' -x`);
        const written = await writeFile(fleet, { workspace, path, content: "größe\n" }, call());
        const read = await readFile(fleet, { workspace, path }, call());
        assert.equal(read.content.text, "größe\n");
        assert.equal(read.sha256, written.sha256);
        const { items } = await listDirectory(
          fleet,
          { workspace, path: home, page: 1, pageSize: 100 },
          call(),
        );
        assert.ok(items.some((entry) => path.endsWith(entry.name) && entry.size === 8));
        const processes = await listProcesses(fleet, { workspace, page: 1, pageSize: 100_000 }, call());
        const own = processes.items.find(({ pid }) => pid === process.pid);
        assert.ok(own !== undefined && own.memoryBytes > 1_000_000 && own.user !== "?", JSON.stringify(own));
      });
    });
  }
});

function ended(result: ExecuteResult): ExecuteResult & { kind: "ended" } {
  assert.ok(result.kind === "ended");
  return result;
}
