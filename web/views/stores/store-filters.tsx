import { useCallback } from "react";
import { STORE_SORTS, type StoreFilter, type StoreSort } from "../../api/store-list.ts";
import { Choice, SearchField, Segments } from "../../parts/fields.tsx";
import { GroupChoice } from "../../parts/group-choice.tsx";
import { useUrlState } from "../../state/url-state.ts";
import { STATE_WORDS, STATES, type StateName } from "../../text/words.ts";
import styles from "./store-filters.module.css";

const SORT_WORDS: Readonly<Record<StoreSort, string>> = {
	store_id: "Id",
	"-store_id": "Id, the last first",
	name: "Name",
	"-name": "Name, the last first",
	state: "State, down first",
	"-state": "State, closed first",
	since: "In its state for the longest",
	"-since": "In its state for the shortest",
};

const SORTS = STORE_SORTS.map((value) => ({ value, text: SORT_WORDS[value] }));

const ALL = "";

const STATE_CHOICES: readonly { readonly value: StateName | typeof ALL; readonly text: string }[] =
	[{ value: ALL, text: "All" }, ...STATES.map((value) => ({ value, text: STATE_WORDS[value] }))];

/** Which stores are wanted, and in which order. */
export function StoreFilters({ filter }: { readonly filter: StoreFilter }) {
	const { set } = useUrlState();
	const search = useCallback((text: string) => set({ search: text }), [set]);
	return (
		<div className={styles.filters}>
			<div className={styles.search}>
				<SearchField
					label="Search"
					placeholder="Name, id or city"
					value={filter.search ?? ""}
					onChange={search}
				/>
			</div>
			<Segments
				label="State"
				value={filter.state ?? ALL}
				options={STATE_CHOICES}
				onChange={(state) => set({ state }, { isStep: true })}
			/>
			<div className={styles.choice}>
				<GroupChoice
					group={filter.group ?? ALL}
					onChange={(group) => set({ group }, { isStep: true })}
				/>
			</div>
			<div className={styles.choice}>
				<Choice
					label="Order"
					value={filter.sort}
					options={SORTS}
					onChange={(sort) =>
						set({ sort: sort === STORE_SORTS[0] ? undefined : sort }, { isStep: true })
					}
				/>
			</div>
		</div>
	);
}
