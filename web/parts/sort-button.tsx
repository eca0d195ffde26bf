import type { ReactNode } from "react";
import styles from "./sort-button.module.css";

/** How rows are ordered by a column now, and what orders them by it. */
export interface ColumnSort {
	readonly direction: "ascending" | "descending" | "none";
	readonly onSort: () => void;
}

/** The name of a column that rows can be ordered by. */
export function SortButton({
	direction,
	onSort,
	children,
}: ColumnSort & { readonly children: ReactNode }) {
	return (
		<button type="button" className={styles.sort} onClick={onSort}>
			{children}
			<span aria-hidden="true" className={styles.arrow}>
				{ARROWS[direction]}
			</span>
		</button>
	);
}

const ARROWS = { ascending: "▲", descending: "▼", none: "↕" } as const;
