/** Requests of the tools on workspaces, what is inside them, and templates. */
import { succeed } from "../support/processes.mjs";

/** Flags of a server that has all tools counted here. */
export const INSIDE_TOOLSETS = ["--toolsets", "fleet,workspaces,commands,files,templates,template-admin"];

const CODE = {
  "main.tf": `terraform {
  required_providers {
    coder = { source = "coder/coder" }
  }
}
resource "terraform_data" "x" {}
`,
};

/** `count` calls a tool and notes its requests against the bar of its kind. */
export async function countInside(server, count, template) {
  const workspace = { workspace: "bench-workspace" };
  await count("create", "create_workspace", { name: workspace.workspace, template });
  await count("read", "list_workspaces");
  await count("read", "get_workspace_status", workspace);
  await count("change", "execute_command", { ...workspace, command: "true" });
  await count("read", "list_processes", workspace);
  await count("change", "write_file", { ...workspace, path: "a", content: "a" });
  await count("read", "read_file", { ...workspace, path: "a" });
  await count("read", "list_directory", workspace);
  await count("change", "stop_workspace", workspace);
  await count("change", "start_workspace", workspace);
  await count("change", "delete_workspace", workspace);

  await count("read", "list_templates");
  // Parameters and presets of a version never change: they are asked for once, which is not counted.
  await succeed(server, "get_template_info", { template });
  await count("read", "get_template_info", { template });
  await count("read", "list_template_versions", { template });
  const version = { files: CODE, template: "bench-template" };
  await count("create", "create_template", { name: version.template, files: CODE });
  await count("create", "create_template_version", version);
  await count("change", "delete_template", { template: version.template });
}
