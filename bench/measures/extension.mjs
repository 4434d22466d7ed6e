/** The extension, measured in the extension host of a real VS Code, and its package. */
import { median } from "../support/statistics.mjs";
import { runInVsCode } from "../support/vscode.mjs";

const ROUNDS = 3;

/** Names of what is measured there, and what they are held to. */
const BARS = [
  { name: "requests_before_view", what: "requests before the view or the server is used", bar: 0, unit: "" },
  {
    name: "requests_for_first_list",
    what: "requests until the first list of agents",
    bar: 4,
    unit: "",
    note: "what the deployment can do is asked once before it",
  },
  { name: "server_end_ms", what: "stopping the MCP server until its process is gone", bar: 1000, unit: "ms" },
];

/**
 * No rows, but a line that says why, where there is no VS Code.
 * @returns {Promise<import("../support/report.mjs").Row[]>}
 */
export async function extension() {
  const inVsCode = runInVsCode("measure.ts", ROUNDS);
  if (inVsCode === null) return [];
  const { rounds, vsix_bytes } = inVsCode;
  const measured = (name) => median(rounds.map((round) => round[name]));
  const [load, call] = [measured("activation_load_ms"), measured("activation_call_ms")];
  return [
    {
      what: "extension: activation in the extension host",
      value: load + call,
      bar: 50,
      unit: "ms",
      note: `as VS Code reports it: loading the code ${load} ms, activate() ${call} ms; without VS Code's own messages`,
    },
    ...BARS.map(({ name, what, ...bar }) => ({ what: `extension: ${what}`, value: measured(name), ...bar })),
    { what: "extension: packaged .vsix", value: vsix_bytes / 1e6, bar: 1, unit: "MB" },
  ];
}
