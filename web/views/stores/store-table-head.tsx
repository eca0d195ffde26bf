import type { ReactNode } from "react";
import type { StoreSort } from "../../api/store-list.ts";
import { SortButton } from "../../parts/sort-button.tsx";
import { useUrlState } from "../../state/url-state.ts";
import styles from "./store-table.module.css";

/** The names of the columns; those by which the list can be ordered are buttons. */
export function StoreTableHead({ sort }: { readonly sort: StoreSort }) {
	return (
		<thead className={styles.head}>
			<tr aria-rowindex={1} className={styles.headRow}>
				<SortedHead by="name" sort={sort}>
					Store
				</SortedHead>
				<SortedHead by="state" sort={sort}>
					State
				</SortedHead>
				<th scope="col">Group</th>
				<th scope="col">City</th>
				<th scope="col">Last poll</th>
				<th scope="col">Last 14 days</th>
			</tr>
		</thead>
	);
}

interface SortedHeadProps {
	readonly by: "name" | "state";
	readonly sort: StoreSort;
	readonly children: ReactNode;
}

function SortedHead({ by, sort, children }: SortedHeadProps) {
	const url = useUrlState();
	const direction = sort === by ? "ascending" : sort === `-${by}` ? "descending" : "none";
	const onSort = () => url.set({ sort: sort === by ? `-${by}` : by }, { isStep: true });
	return (
		<th scope="col" aria-sort={direction}>
			<SortButton direction={direction} onSort={onSort}>
				{children}
			</SortButton>
		</th>
	);
}
