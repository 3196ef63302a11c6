/** Rows as docker prints them: Go's text/tabwriter with a padding of three and a least cell width. */
export function formatTable(rows: readonly (readonly string[])[], leastWidth = 10): string {
  const widths: number[] = [];
  for (const row of rows) {
    // The last cell of a row ends no column.
    row.slice(0, -1).forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? leastWidth, [...cell].length + 3);
    });
  }
  return rows.map((row) => `${row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? leastWidth))).join('')}\n`).join('');
}
