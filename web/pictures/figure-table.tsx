import type { ReactNode } from "react";
import { count, percent } from "../text/amount.ts";
import { type DurationMs, exactDuration } from "../text/duration.ts";
import styles from "./figure-table.module.css";

/** A column of a table behind a picture; numbers are aligned at their end. */
export interface FigureColumn {
	readonly name: string;
	readonly isNumber?: boolean;
}

/** A row: by what it is told apart from the others, and its cells in the order of the columns. */
export interface FigureRow {
	readonly key: string;
	readonly cells: readonly ReactNode[];
}

/** A table behind a picture. The first cell of a row names it. */
export function FigureTable({
	caption,
	columns,
	rows,
}: {
	caption: string;
	columns: readonly FigureColumn[];
	rows: readonly FigureRow[];
}) {
	const classes = columns.map(({ isNumber }) => (isNumber ? styles.number : undefined));
	return (
		<table className={styles.table}>
			<caption>{caption}</caption>
			<thead>
				<tr>
					{columns.map(({ name }, at) => (
						<th key={name} scope="col" className={classes[at]}>
							{name}
						</th>
					))}
				</tr>
			</thead>
			<tbody>
				{rows.map(({ key, cells: [named, ...cells] }) => (
					<tr key={key}>
						<th scope="row" className={classes[0]}>
							{named}
						</th>
						{cells.map((cell, at) => (
							<td key={columns[at + 1]?.name} className={classes[at + 1]}>
								{cell}
							</td>
						))}
					</tr>
				))}
			</tbody>
		</table>
	);
}

/** A duration to the millisecond, which programs read from `value` in milliseconds. */
export function ExactDuration({ ms }: { ms: DurationMs }) {
	return <data value={ms}>{exactDuration(ms)}</data>;
}

/** A percentage, which programs read from `value`: empty where nothing was measured. */
export function ExactPercent({ value }: { value: number | null }) {
	return <data value={value ?? ""}>{percent(value)}</data>;
}

/** A count, which programs read from `value`. */
export function ExactCount({ value }: { value: number }) {
	return <data value={value}>{count(value)}</data>;
}
