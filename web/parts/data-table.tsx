import type { ReactNode } from "react";
import styles from "./data-table.module.css";
import { type ColumnSort, SortButton } from "./sort-button.tsx";

/** A column of a table: what it is called, and what stands in it. */
export interface Column<Row> {
	/** What the column is of; its cells say it to programs in `data-column`. */
	readonly key: string;
	readonly title: ReactNode;
	readonly cell: (row: Row) => ReactNode;
	/** Numbers stand to the right, under each other. */
	readonly isNumber?: boolean;
	/** Names the row; to be read with each of its cells. One column of a table is it. */
	readonly isName?: boolean;
	/** How the rows are ordered by this column now; `undefined` where they cannot be. */
	readonly sort?: ColumnSort | undefined;
}

interface DataTableProps<Row> {
	/** What the table is of; read to those who do not see it. */
	readonly caption: string;
	readonly columns: readonly Column<Row>[];
	readonly rows: readonly Row[];
	readonly rowKey: (row: Row) => string;
}

/** Rows under named columns; wider ones than the page are moved sideways, by the keyboard too. */
export function DataTable<Row>({ caption, columns, rows, rowKey }: DataTableProps<Row>) {
	return (
		// biome-ignore lint/a11y/noNoninteractiveTabindex: what can be scrolled must be reached by the keyboard.
		<section className={styles.scroller} aria-label={`Table: ${caption}`} tabIndex={0}>
			<table className={styles.table}>
				<caption className="visually-hidden">{caption}</caption>
				<thead>
					<tr>
						{columns.map((column) => (
							<Heading key={column.key} column={column} />
						))}
					</tr>
				</thead>
				<tbody>
					{rows.map((row) => (
						<tr key={rowKey(row)}>
							{columns.map((column) => (
								<Cell key={column.key} column={column} row={row} />
							))}
						</tr>
					))}
				</tbody>
			</table>
		</section>
	);
}

function Heading<Row>({ column }: { readonly column: Column<Row> }) {
	const { title, isNumber, sort } = column;
	if (sort === undefined)
		return (
			<th scope="col" className={isNumber === true ? "number" : undefined}>
				{title}
			</th>
		);
	return (
		<th scope="col" aria-sort={sort.direction} className={isNumber === true ? "number" : undefined}>
			<SortButton {...sort}>{title}</SortButton>
		</th>
	);
}

function Cell<Row>({ column, row }: { readonly column: Column<Row>; readonly row: Row }) {
	const shared = {
		className: column.isNumber === true ? "number" : undefined,
		"data-column": column.key,
		children: column.cell(row),
	};
	return column.isName === true ? <th scope="row" {...shared} /> : <td {...shared} />;
}
