import assert from "node:assert/strict";
import * as z from "zod";
import { startHere, type Caller, callerOf, read } from "./client";
import { until } from "../support/until";
import type { RunningDeployment } from "../../src/embedded/start";

const code = `
data "coder_parameter" "size" {
  name    = "size"
  type    = "number"
  default = 3
  mutable = true
}
data "coder_workspace_preset" "small" {
  name = "small"
  parameters = {
    "size" = "1"
  }
}
resource "coder_ai_task" "task" {}
`;

/** The archive of one file named main.tf. */
function tar(content: string): Buffer {
  const header = Buffer.alloc(512);
  header.write("main.tf", 0);
  header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  const padding = Buffer.alloc((512 - (content.length % 512)) % 512);
  return Buffer.concat([header, Buffer.from(content), padding, Buffer.alloc(1024)]);
}

describe("templates of the embedded deployment", () => {
  let deployment: RunningDeployment;
  let call: Caller;
  const version = z.object({
    id: z.string(),
    job: z.object({ status: z.string(), error: z.string().optional() }),
  });

  before(async () => {
    deployment = await startHere({ agents: 0 });
    call = callerOf(deployment.url, deployment.token);
  });
  after(() => deployment.stop());

  const upload = (content: string, type = "application/x-tar") =>
    fetch(`${deployment.url}/api/v2/files`, {
      method: "POST",
      headers: { "Coder-Session-Token": deployment.token, "Content-Type": type },
      body: new Uint8Array(tar(content)),
    });
  const importCode = async (content: string) => {
    const { hash } = z.object({ hash: z.string() }).parse(await (await upload(content)).json());
    const made = await call("POST", "/api/v2/organizations/default/templateversions", { file_id: hash });
    assert.equal(made.status, 201);
    const { id } = read(made, version);
    return until(
      async () => read(await call("GET", `/api/v2/templateversions/${id}`), version),
      ({ job }) => job.status === "succeeded" || job.status === "failed",
    );
  };

  it("are made of uploaded Terraform code: parameters, presets, an AI task", async () => {
    const { id, job } = await importCode(code);
    assert.equal(job.status, "succeeded");
    const { body: parameters } = await call("GET", `/api/v2/templateversions/${id}/rich-parameters`);
    assert.match(JSON.stringify(parameters), /"name":"size".*"type":"number".*"default_value":"3"/);
    const { body: presets } = await call("GET", `/api/v2/templateversions/${id}/presets`);
    assert.match(JSON.stringify(presets), /"Name":"small","Parameters":\[\{"Name":"size","Value":"1"\}\]/);
    const create = () =>
      call("POST", "/api/v2/organizations/default/templates", { name: "mine", template_version_id: id });
    const template = read(await create(), z.object({ id: z.string() }));
    assert.equal((await create()).status, 409);
    const listed = await call("GET", "/api/v2/templates?q=has-ai-task:true");
    assert.ok(JSON.stringify(listed.body).includes(template.id));
    assert.equal((await call("DELETE", `/api/v2/templates/${template.id}`)).status, 200);
    assert.equal((await call("GET", `/api/v2/templates/${template.id}`)).status, 404);
  });

  it("fail to import when Terraform cannot read the code", async () => {
    const { job } = await importCode("resource {");
    assert.equal(job.status, "failed");
    assert.equal(job.error, "template import init error: initialize terraform: exit status 1");
  });

  it("keep an archive once, refuse other content, and take twelve uploads a minute", async () => {
    assert.equal((await upload(code)).status, 200);
    const refused = await upload(code, "text/plain");
    assert.equal(refused.status, 400);
    assert.match(await refused.text(), /Unsupported content type header/);
    const statuses = await Promise.all(Array.from({ length: 12 }, async () => (await upload(code)).status));
    assert.ok(statuses.includes(429));
  });

  it("cannot be deleted while they are in use, nor changed by a member", async () => {
    const { body } = await call("GET", "/api/v2/templates?q=exact_name:plain-dev");
    const [template] = z.array(z.object({ id: z.string() })).parse(body);
    const values = [{ name: "project", value: "ok" }];
    await call("POST", "/api/v2/users/me/workspaces", {
      name: "user-of-it",
      template_id: template?.id,
      rich_parameter_values: values,
    });
    const path = `/api/v2/templates/${template?.id ?? ""}`;
    const kept = await call("DELETE", path);
    assert.deepEqual(kept.body, {
      message: "All workspaces must be deleted before a template can be removed.",
    });
    const mia = callerOf(deployment.url, deployment.memberToken);
    assert.equal((await mia("PATCH", path, { description: "hacked" })).status, 500);
  });
});
