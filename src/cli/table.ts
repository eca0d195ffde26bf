/** Rows of cells as aligned columns under their headings; the last column may be as long as it is. */
export function alignedTable(
	headings: readonly string[],
	rows: readonly (readonly string[])[],
): string {
	const all = [headings, ...rows];
	const widths = headings.map((_, column) =>
		Math.max(...all.map((cells) => (cells[column] ?? "").length)),
	);
	return all
		.map(
			(cells) =>
				`${cells
					.map((cell, column) => cell.padEnd(widths[column] ?? 0))
					.join("  ")
					.trimEnd()}\n`,
		)
		.join("");
}
