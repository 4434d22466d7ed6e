import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tarOf } from "../../../src/services/templates/tar";
import { templateArchive } from "../../../src/services/templates/templateArchive";

const HERE = { localFiles: true };
const AFAR = { localFiles: false };

describe("a template's code as an archive", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "template-"));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function unpack(content: Buffer): string {
    const archive = join(folder, "archive.tar");
    const target = join(folder, "unpacked");
    writeFileSync(archive, content);
    mkdirSync(target);
    execFileSync("tar", ["-xf", archive, "-C", target]);
    return target;
  }

  it("is what tar unpacks to the same bytes, also below long paths", () => {
    const long = `${"modules/".repeat(12)}${"a".repeat(60)}.tf`;
    const binary = Buffer.from(Array.from({ length: 1_000 }, (_, index) => index % 256));
    const target = unpack(
      tarOf([
        { path: "main.tf", content: Buffer.from("résource") },
        { path: "empty", content: Buffer.alloc(0) },
        { path: long, content: binary },
      ]),
    );
    assert.equal(readFileSync(join(target, "main.tf"), "utf8"), "résource");
    assert.equal(readFileSync(join(target, "empty")).length, 0);
    assert.deepEqual(readFileSync(join(target, long)), binary);
  });

  it("is the same for the same files, so that Coder keeps it once", async () => {
    const [a, b] = [
      { "main.tf": "x", "b.sh": "y" },
      { "b.sh": "y", "main.tf": "x" },
    ];
    assert.deepEqual(await templateArchive({ files: a }, AFAR), await templateArchive({ files: b }, AFAR));
  });

  it("is never read from the machine of a server that others use, and that does not tell what is there", async () => {
    writeFileSync(join(folder, "main.tf"), "x");
    for (const path of [folder, join(folder, "none.tar"), "/etc/passwd"]) {
      for (const call of [AFAR, {}]) {
        await assert.rejects(templateArchive({ path }, call), {
          reason: "policy_denied",
          message: /was not read/,
        });
      }
    }
  });

  it("holds a folder without hidden files, state, values and links", async () => {
    const template = join(folder, "template");
    mkdirSync(join(template, ".terraform"), { recursive: true });
    mkdirSync(join(template, "scripts"));
    for (const name of [
      "main.tf",
      ".terraform.lock.hcl",
      "scripts/run.sh",
      ".env",
      ".terraform/x",
      "terraform.tfstate",
      "terraform.tfstate.backup",
      "terraform.tfvars",
      "my.auto.tfvars",
    ]) {
      writeFileSync(join(template, name), name);
    }
    symlinkSync("/etc/passwd", join(template, "passwd"));
    const { content, contentType } = await templateArchive({ path: template }, HERE);
    writeFileSync(join(folder, "a.tar"), content);
    const names = execFileSync("tar", ["-tf", join(folder, "a.tar")], { encoding: "utf8" });
    assert.deepEqual(names.trim().split("\n"), [".terraform.lock.hcl", "main.tf", "scripts/run.sh"]);
    assert.equal(contentType, "application/x-tar");
    assert.deepEqual((await templateArchive({ path: join(folder, "a.tar") }, HERE)).content, content);
  });

  it("is refused where there is nothing fit to be one", async () => {
    writeFileSync(join(folder, "notes.txt"), "x");
    for (const [source, says] of [
      [{}, /Exactly one/u],
      [{ path: folder, files: {} }, /Exactly one/u],
      [{ files: { "readme.md": "x" } }, /no Terraform file/u],
      [{ files: { "main.tf": "x", "../outside.tf": "x" } }, /'\.\.\/outside\.tf' is not a relative path/u],
      [{ files: { "main.tf": "x", "/etc/cron.d/x": "x" } }, /not a relative path/u],
      [{ files: { "main.tf": "x", [`${"n".repeat(101)}.tf`]: "x" } }, /too long/u],
      [{ files: { "main.tf": "x".repeat(10 * 1024 * 1024 + 1) } }, /at most/u],
      [{ path: folder }, /no Terraform file/u],
      [{ path: join(folder, "missing") }, /cannot be read/u],
      [{ path: join(folder, "notes.txt") }, /neither a folder nor/u],
    ] as const) {
      await assert.rejects(templateArchive(source, HERE), { reason: "bad_argument", message: says });
    }
  });
});
