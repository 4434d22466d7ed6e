/** Looking at, making, moving and removing files, in a workspace of the embedded deployment. */
import assert from "node:assert/strict";
import { openDeployment } from "../../../src/repositories/openDeployment";
import { makeDirectory, removeFile, renameFile, statFile } from "../../../src/services/files/changeFiles";
import { readFile } from "../../../src/services/files/readFile";
import { writeFile } from "../../../src/services/files/writeFile";
import type { Fleet } from "../../../src/services/fleet";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";

const LIMIT_MS = 60_000;
const NAMES = ["plain", "with space", "it's", "$(touch pwned)", "-rf", "new\nline", "größe 日本語", "*"];

describe("files of a workspace", function () {
  this.timeout(LIMIT_MS);
  let deployment: EmbeddedDeployment;
  let fleet: Fleet;
  let workspace: string;
  const call = () => ({ signal: AbortSignal.timeout(LIMIT_MS) });
  const at = (path: string) => ({ workspace, path: `changes/${path}` });
  const write = (path: string, content: string) => writeFile(fleet, { ...at(path), content }, call());
  const type = async (path: string) => (await statFile(fleet, at(path), call()))?.type;

  before(async () => {
    deployment = await startEmbedded({ agents: 3 });
    const { url, token } = deployment;
    fleet = {
      deployment: openDeployment({ url, token, userAgent: "coder-fleet/test", log: () => undefined }),
      workspaceFilter: null,
    };
    const { workspaces } = await fleet.deployment.workspaces.search({ owner: { kind: "me" } }, call());
    workspace = workspaces.find((one) => one.latest_build?.status === "running")?.id ?? "";
    await makeDirectory(fleet, { workspace, path: "changes" }, call());
  });
  after(async () => {
    fleet.deployment.close();
    await deployment.stop();
  });

  for (const name of NAMES) {
    it(`called ${JSON.stringify(name)} are looked at, moved and removed`, async () => {
      await write(name, "abc");
      const entry = await statFile(fleet, at(name), call());
      assert.deepEqual([entry?.type, entry?.size], ["file", 3]);
      assert.ok(Math.abs(Date.parse(entry?.modifiedAt ?? "") - Date.now()) < LIMIT_MS);
      const to = `changes/moved ${name}`;
      await renameFile(fleet, { ...at(name), to, overwrite: false }, call());
      assert.equal(await statFile(fleet, at(name), call()), undefined);
      assert.equal((await readFile(fleet, { workspace, path: to }, call())).content.text, "abc");
      await removeFile(fleet, { workspace, path: to, recursive: false }, call());
      assert.equal(await statFile(fleet, { workspace, path: to }, call()), undefined);
    });
  }

  it("are not replaced by others unless that is said, and directories never", async () => {
    await write("one", "1");
    await write("two", "2");
    await makeDirectory(fleet, at("folder"), call());
    const move = (from: string, to: string, overwrite: boolean) =>
      renameFile(fleet, { ...at(from), to: `changes/${to}`, overwrite }, call());
    await assert.rejects(move("one", "two", false), { reason: "conflict" });
    await assert.rejects(move("one", "folder", true), { reason: "conflict" });
    await assert.rejects(move("folder", "one", true), { reason: "conflict" });
    await assert.rejects(move("none", "three", true), { reason: "bad_argument" });
    await move("one", "two", true);
    assert.equal((await readFile(fleet, at("two"), call())).content.text, "1");
  });

  it("stand in directories that are made once and removed with all in them only where that is said", async () => {
    await makeDirectory(fleet, at("deep"), call());
    await assert.rejects(makeDirectory(fleet, at("deep"), call()), { reason: "conflict" });
    await assert.rejects(makeDirectory(fleet, at("none/below"), call()), { reason: "bad_argument" });
    await write("deep/er/file", "x");
    const remove = (path: string, recursive: boolean) =>
      removeFile(fleet, { ...at(path), recursive }, call());
    await assert.rejects(remove("deep", false), { reason: "conflict", message: /is not empty/ });
    await assert.rejects(remove("none", true), { reason: "bad_argument" });
    assert.equal(await type("deep/er"), "directory");
    await remove("deep", true);
    assert.equal(await type("deep"), undefined);
  });
});
