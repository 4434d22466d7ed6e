/**
 * `node bench/output-mode.mjs`: what results cost a model in each `--output`, in o200k tokens. VS Code hands a
 * model the JSON of `structuredContent` where there is one, else the text, so `both` costs the JSON there. The
 * extension starts its server with the cheaper one (src/vscode/extension/givenSettings.ts). Needs a built dist/.
 */
import { countTokens } from "gpt-tokenizer/encoding/o200k_base";
import { ours, startEmbedded, startMcp } from "./support/processes.mjs";

const AGENTS = 50;

const deployment = await startEmbedded({ agents: AGENTS, generation: "tasks" });
const server = await startMcp(ours, deployment);
try {
  const { structuredContent: fleet } = await server.call("list_agents");
  const agent_name = fleet.agents.find(({ status }) => status === "idle").name;
  const { structuredContent: projects } = await server.call("list_agent_projects");
  const calls = [
    ["list_agents", {}],
    ["show_agent", { agent_name }],
    ["show_agent_log", { agent_name }],
    ["show_agent_task_history", { agent_name }],
    ["get_fleet_status_metrics", {}],
    ["list_agent_projects", {}],
    ["list_agent_roles", { project: projects.projects[0].name }],
    ["show_agent (an error)", { agent_name: "nobody" }],
    ["list_workspaces", { owner: "me" }],
    ["get_authenticated_user", {}],
  ];
  const sums = { both: 0, text: 0 };
  const print = (what, both, text) => {
    const saved = both === 0 ? 0 : Math.round((1 - text / both) * 100);
    process.stdout.write(
      `${what.padEnd(28)} ${String(both).padStart(6)} ${String(text).padStart(6)}   ${saved} %\n`,
    );
  };
  process.stdout.write(`${"tokens a model reads of".padEnd(28)}   both   text   saved by text\n`);
  for (const [what, args] of calls) {
    const result = await server.call(what.split(" ")[0], args).catch(() => undefined);
    // A tool of a toolset that this build does not have.
    if (result?.structuredContent === undefined) continue;
    const both = countTokens(JSON.stringify(result.structuredContent));
    const text = result.content.reduce((sum, part) => sum + countTokens(part.text ?? ""), 0);
    sums.both += both;
    sums.text += text;
    print(what, both, text);
  }
  print("all of them", sums.both, sums.text);
} finally {
  await server.close();
  await deployment.stop();
}
