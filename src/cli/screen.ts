import type { WriteStream } from "node:tty";

/** Where commands write: colours and a living line on a terminal, plain lines elsewhere. */
export interface Screen {
  readonly heading: (text: string) => void;
  readonly line: (text?: string) => void;
  /** A step that did what it should. */
  readonly done: (text: string) => void;
  readonly failed: (text: string) => void;
  /** Something to know. */
  readonly note: (text: string) => void;
  /** What happens now; on a terminal it replaces the last one. */
  readonly live: (text: string) => void;
  readonly dim: (text: string) => void;
  readonly table: (header: readonly string[], rows: readonly (readonly string[])[]) => void;
}

const RESET = "\u001b[0m";
const CODES = {
  bold: "\u001b[1m",
  dim: "\u001b[2m",
  red: "\u001b[31m",
  green: "\u001b[32m",
  yellow: "\u001b[33m",
  cyan: "\u001b[36m",
};
const CLEAR_LINE = "\r\u001b[2K";

/** Widest line, in columns; longer cells are cut. A narrower terminal narrows it. */
const MAX_WIDTH = 100;

export function createScreen(out: WriteStream, environment: NodeJS.ProcessEnv): Screen {
  const terminal = out.isTTY && environment["TERM"] !== "dumb";
  const coloured = terminal && (environment["NO_COLOR"] ?? "") === "";
  const paint = (style: keyof typeof CODES, text: string): string =>
    coloured ? `${CODES[style]}${text}${RESET}` : text;

  const width = Math.min(out.columns || MAX_WIDTH, MAX_WIDTH);
  let living = "";
  const write = (text: string): void => {
    out.write(`${terminal && living !== "" ? CLEAR_LINE : ""}${text}\n`);
    living = "";
  };

  return {
    heading: (text) => {
      write(`\n${paint("bold", paint("cyan", `▸ ${text}`))}`);
    },
    line: (text = "") => {
      write(text === "" ? "" : `  ${text}`);
    },
    done: (text) => {
      write(`  ${paint("green", "✔")} ${text}`);
    },
    failed: (text) => {
      write(`  ${paint("red", "✖")} ${text}`);
    },
    note: (text) => {
      write(`  ${paint("yellow", "!")} ${text}`);
    },
    dim: (text) => {
      write(`  ${paint("dim", text)}`);
    },
    live: (text) => {
      if (text === living) return;
      const shown = cut(text, width - 5);
      if (terminal) out.write(`${CLEAR_LINE}  ${paint("dim", `… ${shown}`)}`);
      else out.write(`  … ${shown}\n`);
      living = text;
    },
    table: (header, rows) => {
      const widths = columnWidths([header, ...rows], width);
      write(`  ${paint("dim", tableRow(header, widths))}`);
      for (const row of rows) write(`  ${tableRow(row, widths)}`);
    },
  };
}

/** As wide as the widest cell; the last column takes what is left. */
function columnWidths(rows: readonly (readonly string[])[], width: number): readonly number[] {
  const count = Math.max(...rows.map((row) => row.length));
  const widths = Array.from({ length: count }, (_, column) =>
    Math.min(28, Math.max(...rows.map((row) => row[column]?.length ?? 0))),
  );
  const others = widths.slice(0, -1).reduce((sum, taken) => sum + taken + 2, 0);
  return [...widths.slice(0, -1), Math.max(10, width - 3 - others)];
}

function tableRow(cells: readonly string[], widths: readonly number[]): string {
  return cells
    .map((cell, column) => cut(cell, widths[column] ?? 0).padEnd(widths[column] ?? 0))
    .join("  ")
    .trimEnd();
}

function cut(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}
