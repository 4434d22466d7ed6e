/** One version, wherever it is written down; what every package of a release carries is checked as it is made. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { version } from "../../package.json";
import { VERSION } from "../../src/models/version";
import { releaseNotes } from "../../tools/release/notes";
import { ROOT } from "../docs/pages";

const read = (file: string) => readFileSync(join(ROOT, file), "utf8");

describe("the version", () => {
  it("is the same in the program, the lock file and the deployment's example", () => {
    assert.equal(VERSION, version);
    const lock = z.object({
      version: z.string(),
      packages: z.object({ "": z.object({ version: z.string() }) }),
    });
    const locked = lock.parse(JSON.parse(read("package-lock.json")));
    assert.deepEqual([locked.version, locked.packages[""].version], [version, version]);
    assert.match(
      read("deploy/kubernetes.yaml"),
      new RegExp(`coder-fleet-mcp:${version.replaceAll(".", "\\.")}\\b`),
    );
  });

  it("has the newest section of the changelog, as changesets write it", () => {
    assert.equal(/^# .+\n\n## (\S+)\n/.exec(read("CHANGELOG.md"))?.[1], version);
    assert.match(releaseNotes(version), new RegExp(`^# Coder Fleet ${version}\n\n\\S`));
    assert.throws(() => releaseNotes("99.0.0"), /says nothing of 99\.0\.0/);
  });
});
