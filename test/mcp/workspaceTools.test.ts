/** Every tool for workspaces, templates and users through the real stdio server, to a client that checks schemas. */
import assert from "node:assert/strict";
import * as z from "zod";
import { startEmbedded, type EmbeddedDeployment } from "../support/embedded";
import { ALL, fails, tools } from "../support/failures";
import { startServer, type ConnectedServer } from "../support/mcpClient";

const WORKSPACE = { workspace: "over-stdio" };
const CODE = { "main.tf": 'terraform {}\nresource "terraform_data" "x" {}\n' };
const VERSION = { template_version_id: "" };

/** In this order: each builds on those before. */
const STEPS: readonly (readonly [tool: string, args: Record<string, unknown>, says: RegExp])[] = [
  ["get_authenticated_user", {}, /^ada /u],
  ["list_templates", {}, /plain-dev/u],
  ["get_template_info", { template: "plain-dev" }, /project \(string\) \| required/u],
  ["list_template_versions", { template: "plain-dev" }, /v1 \(active\)/u],
  [
    "create_workspace",
    { name: "over-stdio", template: "plain-dev", rich_parameters: { project: "a", cpu: 2 } },
    /is running/u,
  ],
  ["list_workspaces", { status: "running", page_size: "200" }, /over-stdio \| running/u],
  ["get_workspace_status", WORKSPACE, /agent main: connect/u],
  ["stop_workspace", WORKSPACE, /is stopped/u],
  ["start_workspace", WORKSPACE, /is running/u],
  ["delete_workspace", WORKSPACE, /is deleted/u],
  [
    "create_template",
    { name: "over-stdio", files: CODE, version_name: "one" },
    /created with version 'one'/u,
  ],
  [
    "create_template_version",
    { template: "over-stdio", files: CODE, version_name: "two" },
    /'two' imported/u,
  ],
  ["set_active_template_version", { template: "over-stdio", version: "two" }, /'two' .* is active/u],
  ["get_template_version_logs", VERSION, /succeeded/u],
  ["delete_template", { template: "over-stdio" }, /deleted/u],
];

describe("tools for workspaces, templates and users over stdio", () => {
  let deployment: EmbeddedDeployment;
  let server: ConnectedServer;
  /** Of the version made last. */
  let versionId = "";
  const open = (args: readonly string[]) =>
    startServer({ CODER_URL: deployment.url, CODER_SESSION_TOKEN: deployment.token }, args);

  before(async () => {
    deployment = await startEmbedded({ agents: 3, speed: 30 });
    server = await open(ALL);
    await tools(server);
  });
  after(async () => {
    await server.close();
    await deployment.stop();
  });

  for (const [name, args, says] of STEPS) {
    it(`${name} does its work`, async () => {
      const answer = await server.client.callTool({
        name,
        arguments: args === VERSION ? { template_version_id: versionId } : args,
      });
      const [{ text }] = z.tuple([z.object({ text: z.string() })]).parse(answer.content);
      assert.notEqual(answer.isError, true, text);
      assert.match(text, says);
      versionId = versionOf(answer.structuredContent) ?? versionId;
    });
  }
  it("reports what Coder says of a failed build, with the end of its log", async () => {
    const args = { name: "will-fail", template: "claude-agent", preset: "broken" };
    const error = await fails(server, "create_workspace", args);
    assert.deepEqual([error.code, error.reason], ["CODER_API_ERROR", "server_error"]);
    assert.match(String(error.details?.["detail"]), /last log lines/u);
  });

  it("exist for reading only where the server is read-only; admin tools only when asked for", async () => {
    const readOnly = await open(["--toolsets", "workspaces,templates,user,template-admin", "--read-only"]);
    const usual = await open([]);
    try {
      assert.deepEqual((await tools(readOnly)).map(({ name }) => name).sort(), [
        "get_authenticated_user",
        "get_template_info",
        "get_template_version_logs",
        "get_workspace_status",
        "list_template_versions",
        "list_templates",
        "list_workspaces",
      ]);
      const names = (await tools(usual)).map(({ name }) => name);
      assert.ok(names.includes("create_workspace") && names.includes("list_templates"));
      assert.ok(!names.includes("create_template") && !names.includes("delete_template"));
    } finally {
      await readOnly.close();
      await usual.close();
    }
  });
});

function versionOf(structured: unknown): string | undefined {
  return z.object({ version_id: z.string().optional() }).parse(structured).version_id;
}
