/** Rows of text for a model: cheap to read, never longer than a budget. */

/** Most bytes of one tool's text, about 6,000 tokens. */
export const TEXT_BUDGET_BYTES = 24_000;

/** Cells of one row. */
export function row(...cells: readonly string[]): string {
  return cells.join(" | ");
}

/**
 * As many rows as fit the budget, and a last line for those that do not, made by `leftOut` from how many rows
 * are there.
 */
export function fitRows(
  rows: readonly string[],
  leftOut: (shown: number) => string,
  budgetBytes = TEXT_BUDGET_BYTES,
): readonly string[] {
  let bytes = 0;
  const shown = rows.findIndex((text) => {
    bytes += Buffer.byteLength(text) + 1;
    return bytes > budgetBytes;
  });
  return shown === -1 ? rows : [...rows.slice(0, shown), leftOut(shown)];
}
