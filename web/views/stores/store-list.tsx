import { useCallback, useMemo, useState } from "react";
import { PAGE_PATHS } from "../../../src/contract/pages.ts";
import type { Documents } from "../../api/client.ts";
import { useStoreDays } from "../../api/store-days.ts";
import { type Places, type StoreFilter, useStoreList } from "../../api/store-list.ts";
import { Answer, Empty, Failure } from "../../parts/answer.tsx";
import { Button, ButtonLink } from "../../parts/button.tsx";
import { Count } from "../../parts/values.tsx";
import { NARROW, useMedia } from "../../state/media.ts";
import { useSettled } from "../../state/settled.ts";
import { useUrlState } from "../../state/url-state.ts";
import { blocksOfIds, wholeBlocks } from "./places.ts";
import styles from "./store-list.module.css";
import { StoreTable } from "./store-table.tsx";

/** How long one must rest from scrolling for the days of what is in sight to be asked for. */
const REST_MS = 120;

/** The stores of a filter: how many there are, and each in a row. */
export function StoreList({ filter }: { readonly filter: StoreFilter }) {
	const isNarrow = useMedia(NARROW);
	const [shown, setShown] = useState<Places>(wholeBlocks({ first: 0, last: 0 }));
	const { list, failed, storeAt } = useStoreList(filter, shown);
	const settled = useSettled(shown, REST_MS);
	const days = useStoreDays(blocksOfIds(settled, (place) => storeAt(place)?.store_id));
	const onShow = useCallback((places: Places) => {
		const next = wholeBlocks(places);
		setShown((last) => (last.first === next.first && last.last === next.last ? last : next));
	}, []);
	const order = useMemo(() => JSON.stringify(filter), [filter]);
	return (
		<Answer query={list} of="the stores" lines={14}>
			{(page) => (
				<div aria-busy={list.isPlaceholderData} className={styles.list}>
					<Total page={page} filter={filter} />
					{failed?.error != null && (
						<Failure
							error={failed.error}
							of="the stores further down"
							onRetry={() => void failed.refetch()}
						/>
					)}
					{page.total === 0 ? (
						<NoStores filter={filter} />
					) : (
						<StoreTable
							key={isNarrow ? "narrow" : "wide"}
							isNarrow={isNarrow}
							order={order}
							sort={filter.sort}
							total={page.total}
							zone={page.settings.default_timezone}
							storeAt={storeAt}
							days={days}
							onShow={onShow}
						/>
					)}
				</div>
			)}
		</Answer>
	);
}

interface TotalProps {
	readonly page: Documents["StoresPage"];
	readonly filter: StoreFilter;
}

/** How many stores there are; told to those who do not see them when it changes. */
function Total({ page: { total }, filter }: TotalProps) {
	return (
		<p role="status" className="muted" data-figure="stores.total">
			<Count value={total} /> {total === 1 ? "store" : "stores"}
			{isNarrowed(filter) && (total === 1 ? " matches" : " match")}
		</p>
	);
}

/** Nothing in the list, and what to do about it. */
function NoStores({ filter }: { readonly filter: StoreFilter }) {
	const url = useUrlState();
	if (!isNarrowed(filter))
		return (
			<Empty title="There are no stores yet">
				<p>They are there as soon as polls, business hours, zones or names of them come in.</p>
				<ButtonLink href={PAGE_PATHS.now}>How to begin</ButtonLink>
			</Empty>
		);
	const showAll = () =>
		url.set({ search: undefined, state: undefined, group: undefined }, { isStep: true });
	return (
		<Empty title="No store matches">
			<p>{wordsOf(filter)}</p>
			<Button onClick={showAll}>Show all stores</Button>
		</Empty>
	);
}

function isNarrowed({ search, state, group }: StoreFilter): boolean {
	return search !== undefined || state !== undefined || group !== undefined;
}

/** What was looked for, in words. */
function wordsOf({ search, state, group }: StoreFilter): string {
	const parts = [
		state === undefined ? "a store" : `a store that is ${state}`,
		group !== undefined && `in the group ${group}`,
		search !== undefined && `with “${search}” in its name, id or city`,
	];
	return `Looked for: ${parts.filter((part) => part !== false).join(", ")}.`;
}
