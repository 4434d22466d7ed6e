import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";

const CODE = `
terraform {
  required_providers {
    coder = {
      source = "coder/coder"
    }
  }
}
data "coder_parameter" "size" {
  name    = "size"
  type    = "number"
  default = "1"
}
resource "terraform_data" "x" {}
`;
const BROKEN = 'resource "terraform_data" "x" {';

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`template-admin tools on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let ada: ToolBench;
    let folder: string;

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 3, speed: 30 });
      ada = openToolBench(deployment);
      folder = mkdtempSync(join(tmpdir(), "template-"));
      writeFileSync(join(folder, "main.tf"), CODE);
    });
    after(async () => {
      rmSync(folder, { recursive: true });
      ada.close();
      await deployment.stop();
    });

    it("make a template of a folder, following its import; workspaces can be made of it", async () => {
      const { result, progress } = await ada.call("create_template", {
        name: "from-folder",
        path: folder,
        version_name: "first",
        display_name: "From a folder",
      });
      assert.equal(result["version"], "first");
      assert.ok(progress.some(({ message }) => message.startsWith("Importing version first")));
      assert.ok(progress.length > 3, "the stages of the import are told");
      const info = await ada.call("get_template_info", { template: "From a folder" });
      assert.match(info.text, /size \(number\)/u);
      const made = await ada.call("create_workspace", { name: "of-mine", template: "from-folder" });
      assert.equal(made.result["status"], "running");
    });

    it("give it a further version of texts and make that the active one", async () => {
      await ada.call("create_template", { name: "versioned", files: { "main.tf": CODE } });
      const files = { "main.tf": CODE, "scripts/run.sh": "echo hi" };
      const second = await ada.call("create_template_version", {
        template: "versioned",
        files,
        version_name: "second",
        message: "with a script",
      });
      assert.equal(second.result["active"], false);
      const set = { template: "versioned", version: "second" };
      const { result, requests } = await ada.call("set_active_template_version", set);
      assert.equal(result["version_id"], second.result["version_id"]);
      assert.ok(requests.length <= 3);
      const args = {
        template: "versioned",
        files: { "main.tf": CODE },
        version_name: "third",
        activate: true,
      };
      assert.equal((await ada.call("create_template_version", args)).result["active"], true);
      const listed = rowsOf(await ada.call("list_template_versions", { template: "versioned" }), "versions");
      assert.deepEqual(
        listed.map(({ name, active }) => [name, active]).filter(([name]) => name !== listed[2]?.["name"]),
        [
          ["third", true],
          ["second", false],
        ],
        "newest first",
      );
      assert.equal(listed.find(({ name }) => name === "second")?.["message"], "with a script");
    });

    it("make a template of a version made before", async () => {
      const version = await ada.call("create_template_version", { files: { "main.tf": CODE } });
      const args = { name: "of-a-version", version_id: version.result["version_id"] };
      const { result } = await ada.call("create_template", args);
      assert.equal(result["version_id"], version.result["version_id"]);
    });

    it("tell why an import failed, with its log; the log can be asked for", async () => {
      const { error } = await ada.refusal("create_template", {
        name: "broken-code",
        files: { "main.tf": BROKEN },
        version_name: "broken",
      });
      assert.equal(error.reason, "server_error");
      assert.match(
        error.message,
        /import of version 'broken' \([0-9a-f-]{36}\) ended as failed: template import/u,
      );
      assert.match(String(error.details?.detail), /last log lines:\n.+/su);
      const id = /\(([0-9a-f-]{36})\)/u.exec(error.message)?.[1];
      const { result, text } = await ada.call("get_template_version_logs", {
        template_version_id: id,
        limit: 3,
      });
      assert.deepEqual([result["import"], (result["lines"] as string[]).length], ["failed", 3]);
      assert.match(text, /here the newest 3; more: limit/u);
      const missing = await ada.refusal("get_template_info", { template: "broken-code" });
      assert.equal(missing.error.reason, "missing_template");
    });

    it("refuse what cannot be one before anything is uploaded", async () => {
      for (const [tool, args, says] of [
        ["create_template", { name: "Bad Name", files: { "main.tf": CODE } }, /not a valid template name/u],
        ["create_template", { name: "nothing" }, /Exactly one/u],
        ["create_template", { name: "both", version_id: "x", files: { "main.tf": CODE } }, /Both/u],
        ["create_template", { name: "x", files: { "main.tf": CODE }, organization: "nope" }, /'nope'/u],
        ["create_template_version", { files: { "a.txt": "x" } }, /no Terraform file/u],
        ["create_template_version", { files: { "main.tf": CODE }, activate: true }, /needs a template/u],
        ["get_template_version_logs", { template_version_id: "v1" }, /not a version's id/u],
      ] as const) {
        const { error, requests } = await ada.refusal(tool, args);
        assert.equal(error.reason, "bad_argument", tool);
        assert.match(error.message, says);
        assert.ok(!requests.some((request) => request.startsWith("POST")), requests.join(", "));
      }
      const taken = await ada.refusal("create_template", { name: "Plain-Dev", files: { "main.tf": CODE } });
      assert.equal(taken.error.reason, "conflict");
      const unknown = { template: "plain-dev", version: "v99" };
      const { error } = await ada.refusal("set_active_template_version", unknown);
      assert.match(error.hint, /Versions there are: .v1./u);
    });

    it("delete a template nobody uses, and say what is in the way of others", async () => {
      await ada.call("create_template", { name: "short-lived", files: { "main.tf": CODE } });
      assert.match((await ada.call("delete_template", { template: "short-lived" })).text, /deleted/u);
      const { error } = await ada.refusal("delete_template", { template: "claude-agent" });
      assert.equal(error.reason, "wrong_state");
      assert.match(error.hint, /list_workspaces owner=all template=claude-agent/u);
    });

    it("are for administrators: a member is told so", async () => {
      const mia = openToolBench({ url: deployment.url, token: deployment.memberToken });
      for (const [tool, args] of [
        ["create_template", { name: "mine", files: { "main.tf": CODE } }],
        ["set_active_template_version", { template: "plain-dev", version: "v1" }],
      ] as const) {
        const { error } = await mia.refusal(tool, args);
        assert.deepEqual([error.code, error.reason], ["CODER_API_ERROR", "permission_denied"]);
      }
      mia.close();
    });
  });
}
