import assert from "node:assert/strict";
import { type EmbeddedDeployment, startEmbedded } from "../../support/embedded";
import { openToolBench, rowsOf, type ToolBench } from "../../support/toolBench";

for (const generation of ["tasks-experimental", "tasks"] as const) {
  describe(`template and user tools on ${generation}`, () => {
    let deployment: EmbeddedDeployment;
    let ada: ToolBench;

    before(async () => {
      deployment = await startEmbedded({ generation, agents: 3 });
      ada = openToolBench(deployment);
    });
    after(async () => {
      ada.close();
      await deployment.stop();
    });

    it("list_templates lists also those without an AI task, in one request", async () => {
      const answer = await ada.call("list_templates");
      const names = rowsOf(answer, "templates").map(({ name }) => name);
      assert.ok(names.includes("claude-agent") && names.includes("plain-dev"));
      assert.equal(answer.requests.length, 1);
      assert.match(answer.text, /plain-dev \| A plain workspace/u);
    });

    it("get_template_info shows types, defaults, options and rules", async () => {
      const { result, text } = await ada.call("get_template_info", { template: "plain dev" });
      const parameters = Object.fromEntries(
        (result["parameters"] as { name: string }[]).map((parameter) => [parameter.name, parameter]),
      );
      assert.deepEqual(parameters["cpu"], {
        name: "cpu",
        type: "number",
        default: "2",
        min: 1,
        max: 16,
        monotonic: "increasing",
      });
      assert.deepEqual(parameters["region"], {
        name: "region",
        type: "string",
        default: "eu",
        options: ["eu", "us"],
        immutable: true,
      });
      assert.match(text, /project \(string\) \| required, matches \^\[a-z-\]\*\$, Only lower case/u);
      assert.match(text, /wipe_cache \(bool\) \| default "false", for one build only/u);
      assert.deepEqual([result["presets"], result["external_auth"]], [[], []]);
    });

    it("get_template_info shows presets; what never changes is asked for once", async () => {
      const { text } = await ada.call("get_template_info", { template: "claude-agent" });
      assert.match(
        text,
        /coder \(default\) \| Implements features \| model=sonnet, role=coder, max_turns=50/u,
      );
      const { requests } = await ada.call("get_template_info", { template: "Claude Agent" });
      assert.ok(requests.length <= 2, requests.join(", "));
    });

    it("list_template_versions marks the active one, page by page", async () => {
      const { result, requests } = await ada.call("list_template_versions", { template: "plain-dev" });
      const [version] = result["versions"] as Record<string, unknown>[];
      assert.deepEqual(
        [version?.["name"], version?.["active"], version?.["import"], version?.["created_by"]],
        ["v1", true, "succeeded", "ada"],
      );
      assert.equal(result["has_next_page"], false);
      assert.ok(requests.length <= 2);
    });

    it("say which templates there are where one is unknown", async () => {
      for (const tool of ["get_template_info", "list_template_versions"]) {
        const { error } = await ada.refusal(tool, { template: "nowhere" });
        assert.deepEqual([error.code, error.reason], ["VALIDATION_ERROR", "missing_template"]);
        assert.match(error.hint, /'claude-agent', .*'plain-dev'/u);
        const blank = await ada.refusal(tool, { template: " " });
        assert.deepEqual([blank.error.reason, blank.requests], ["bad_argument", []]);
      }
    });

    it("get_authenticated_user says who asks, and where", async () => {
      const { result, text, requests } = await ada.call("get_authenticated_user");
      assert.equal(result["username"], "ada");
      assert.deepEqual(result["roles"], ["owner"]);
      assert.match(text, /^ada \(.+\) <ada@example\.com>, active\nroles: owner\nhttp:.+Coder v2/u);
      assert.ok(requests.length <= 2);
      const mia = openToolBench({ url: deployment.url, token: deployment.memberToken });
      assert.equal((await mia.call("get_authenticated_user")).result["username"], "mia");
      mia.close();
    });
  });
}
