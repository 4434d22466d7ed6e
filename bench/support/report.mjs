/** The table of bench/RESULTS.md and of the terminal. */
import { cpus } from "node:os";

/**
 * @typedef {object} Row
 * @property {string} what
 * @property {number} value
 * @property {number} bar at most this
 * @property {string} unit
 * @property {string} [note]
 * @property {number | null} [peer] the same of Fleet MCP, where it was measured
 */

const number = (value) =>
  value >= 100 ? String(Math.round(value)) : String(Number(value.toFixed(value >= 10 ? 1 : 2)));
const withUnit = (value, unit) => (unit === "" ? number(value) : `${number(value)} ${unit}`);

export const holds = (row) => row.value <= row.bar;

const cellsOf = (row) => [
  row.what,
  withUnit(row.value, row.unit),
  `at most ${withUnit(row.bar, row.unit)}`,
  holds(row) ? "ok" : "**not ok**",
  row.peer === undefined || row.peer === null ? "–" : withUnit(row.peer, row.unit),
  row.note ?? "",
];

/** One line for the terminal. */
export const lineOf = (row) => {
  const [what, value, bar, verdict, peer] = cellsOf(row);
  return `${verdict.replaceAll("*", "").padEnd(7)} ${what}: ${value} (${bar})${peer === "–" ? "" : `, Fleet MCP ${peer}`}`;
};

/** @param {Row[]} rows */
export function markdown(rows) {
  const head = ["what", "measured", "bar", "", "Fleet MCP 0.8.0", "note"];
  const lines = [head, head.map(() => "---"), ...rows.map(cellsOf)].map(
    (cells) => `| ${cells.join(" | ")} |`,
  );
  return `# Results of \`npm run bench\`

Written by the command, in one run, against the embedded deployment with 20 ms added to every answer. Times are medians; a ratio compares two things that ran in turn. ${cpus().length} cores, Node ${process.versions.node}.

${lines.join("\n")}
`;
}
