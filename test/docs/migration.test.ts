/** Every tool of the three servers that this one replaces has a row, which leads to tools and arguments that exist. */
import assert from "node:assert/strict";
import { listedTool } from "../../src/mcp/toolList";
import { allTools } from "../../src/tools/registry";
import { readPage } from "./pages";

/** The tools of Fleet MCP 0.8.0 with all their arguments; its callers must work unchanged. */
const FLEET_MCP: Readonly<Record<string, readonly string[]>> = {
  list_agents: ["status_filter", "project_filter"],
  show_agent: ["agent_name"],
  list_agent_projects: [],
  list_agent_roles: ["project"],
  create_agent: ["name", "project", "task", "role"],
  delete_agent: ["agent_name"],
  restart_agent: ["agent_name"],
  start_agent_task: ["agent_name", "task_description"],
  cancel_agent_task: ["agent_name"],
  show_agent_task_history: ["agent_name", "page", "page_size"],
  show_agent_log: ["agent_name", "page", "page_size"],
};
const CODER_MCP: Readonly<Record<string, readonly string[]>> = {
  list_all_agents: ["status", "user"],
  get_agent_details_by_id: ["user", "agent_id"],
  get_agent_execution_logs: ["user", "agent_id", "level", "limit"],
  create_new_agent_task: ["user", "prompt", "workspace_name", "template_name", "rich_parameters"],
  send_input_to_agent: ["user", "agent_id", "input_text"],
  delete_agent_workspace: ["workspace_id"],
  get_fleet_status_metrics: [],
};
/** The reference page of Coder's MCP server names tools without their arguments. */
const CODER_REFERENCE: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [
    ...["list_workspaces", "create_workspace", "start_workspace", "stop_workspace", "delete_workspace"],
    ...["get_workspace_status", "execute_command", "get_command_output", "list_processes"],
    ...["read_file", "write_file", "list_directory"],
    ...["list_templates", "get_template_info", "list_template_versions", "get_authenticated_user"],
  ].map((name) => [name, []]),
);
/** What `coder exp mcp server` of Coder 2.36 and 2.37 lists (recorded). */
const CODER_TOOLS = [
  ...["create_task", "delete_task", "get_task_logs", "get_task_status", "list_tasks", "send_task_input"],
  ...["archive_chat", "await_chat", "create_chat", "download_chat_file", "get_chat", "get_chat_messages"],
  ...["interrupt_chat", "list_chat_model_configs", "list_chats", "send_chat_message"],
  ...["create_workspace", "create_workspace_build", "get_workspace", "get_workspace_agent_logs"],
  ...["get_workspace_build_logs", "list_workspaces", "workspace_bash", "workspace_edit_file"],
  ...["workspace_edit_files", "workspace_list_apps", "workspace_ls", "workspace_port_forward"],
  ...["workspace_read_file", "workspace_write_file", "create_template", "create_template_version"],
  ...["delete_template", "get_template", "get_template_version_logs", "list_templates"],
  ...["template_version_parameters", "update_template_active_version", "upload_tar_file"],
  "get_authenticated_user",
].map((name) => `coder_${name}`);

/** Names in backticks. */
const named = (cell = ""): readonly string[] =>
  [...cell.matchAll(/`([a-z0-9_]+)`/g)].map(([, name = ""]) => name);

const argumentsOf = new Map(
  allTools.map((tool) => [tool.name, Object.keys(listedTool(tool, "both").inputSchema.properties ?? {})]),
);

/** The rows of the tables below a heading, by their first cell, up to the next heading. */
function rowsBelow(heading: string): ReadonlyMap<string, readonly string[]> {
  const page = readPage("docs/migration.md");
  const start = page.indexOf(`${heading}\n`);
  assert.notEqual(start, -1, heading);
  const section = page.slice(start + heading.length).split(/^##/m)[0] ?? "";
  const rows = section.split("\n").map((line) => line.split("|").slice(1, -1));
  return new Map(rows.flatMap((cells) => named(cells[0]).map((name) => [name, cells] as const)));
}

describe("the way from another server", () => {
  for (const [heading, theirs] of [
    ["## From Fleet MCP (`setup-fleet-mcp`)", FLEET_MCP],
    ["## From coder-mcp", CODER_MCP],
    ["### The names of its reference page", CODER_REFERENCE],
  ] as const) {
    describe(heading.replace(/^#+ /, ""), () => {
      const rows = rowsBelow(heading);

      for (const [tool, taken] of Object.entries(theirs)) {
        it(`${tool} is here, takes the same arguments, and the page names all`, () => {
          const [, shown, here] = rows.get(tool) ?? [];
          assert.deepEqual(named(here), [tool]);
          const ours = argumentsOf.get(tool) ?? [];
          assert.deepEqual(named(shown).toSorted(), ours.toSorted());
          for (const argument of taken) assert.ok(ours.includes(argument), argument);
        });
      }

      it("has no row besides", () => {
        assert.deepEqual([...rows.keys()], Object.keys(theirs));
      });
    });
  }

  describe("from the tools that Coder's server lists", () => {
    const rows = rowsBelow("### The tools that `coder exp mcp server` and the deployment's endpoint list");

    for (const tool of [...CODER_TOOLS, "search", "fetch"]) {
      it(`${tool} leads to tools and arguments that exist, or to none`, () => {
        const [, here = "", shown = ""] = rows.get(tool) ?? [];
        if (here.trim() === "none") return;
        const tools = named(here);
        assert.ok(tools.length > 0);
        const known = tools.flatMap((name) => argumentsOf.get(name) ?? assert.fail(`${name} is no tool`));
        for (const [, argument = ""] of shown.matchAll(/→ `([a-z0-9_]+)`/g)) {
          assert.ok(known.includes(argument), `${tools.join(", ")} take no ${argument}`);
        }
      });
    }

    it("has no row besides", () => {
      assert.deepEqual([...rows.keys()].toSorted(), [...CODER_TOOLS, "search", "fetch"].toSorted());
    });
  });
});
