import { useWindowVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Documents } from "../../api/client.ts";
import type { StoreDay } from "../../api/store-days.ts";
import type { Places, StoreSort } from "../../api/store-list.ts";
import { StoreRow } from "./store-row.tsx";
import styles from "./store-table.module.css";
import { StoreTableHead } from "./store-table-head.tsx";
import { useKeptPlace } from "./use-kept-place.ts";
import { useRowFocus, withFocused } from "./use-row-focus.ts";

/** The heights of rows, as store-table.module.css has them. */
const ROW_PX = { wide: 54, narrow: 66 } as const;

/** Rows that are made beyond those in sight, so that a turn of the wheel finds them there. */
const OVERSCAN = 6;

interface StoreTableProps {
	/** Whether rows are cards of two lines; it is another table then. */
	readonly isNarrow: boolean;
	/** Changes when other stores are asked for, or in another order: the table then begins at its top. */
	readonly order: string;
	readonly sort: StoreSort;
	readonly total: number;
	/** Of stores without one of their own. */
	readonly zone: string;
	readonly storeAt: (place: number) => Documents["Store"] | undefined;
	readonly days: ReadonlyMap<string, readonly StoreDay[]>;
	/** Told which places are in sight. */
	readonly onShow: (places: Places) => void;
}

/**
 * A table of thousands of rows, of which those are made that are in sight. The page scrolls, so that its keys do; from a
 * row, arrows, Page Up and Down, Home and End go to other rows.
 */
export function StoreTable(props: StoreTableProps) {
	const { isNarrow, order, sort, total, zone, storeAt, days, onShow } = props;
	const rows = useRef<HTMLTableSectionElement>(null);
	const scrollMargin = useTop(rows);
	const focused = useRef<number | undefined>(undefined);
	const virtualizer = useWindowVirtualizer({
		count: total,
		estimateSize: () => (isNarrow ? ROW_PX.narrow : ROW_PX.wide),
		overscan: OVERSCAN,
		scrollMargin,
		// The row with the focus stays where it is, also when it is scrolled out of sight.
		rangeExtractor: (range) => withFocused(range, focused.current),
	});
	const { startIndex: first = 0, endIndex: last = 0 } = virtualizer.range ?? {};
	useEffect(() => onShow({ first, last }), [onShow, first, last]);
	useTopOfOrder(order, rows);
	const goTo = useRowFocus({ rows, focused, total, page: last - first, virtualizer });
	const keep = useKeptPlace(goTo);
	return (
		<table aria-label="Stores" aria-rowcount={total + 1} className={styles.table}>
			<StoreTableHead sort={sort} />
			<tbody ref={rows} className={styles.rows} style={{ height: virtualizer.getTotalSize() }}>
				{virtualizer.getVirtualItems().map(({ index, start }) => {
					const store = storeAt(index);
					return (
						<StoreRow
							key={index}
							place={index}
							top={start - scrollMargin}
							store={store}
							zone={store?.timezone ?? zone}
							days={store && days.get(store.store_id)}
							isNarrow={isNarrow}
							onOpen={keep}
						/>
					);
				})}
			</tbody>
		</table>
	);
}

/** How far an element is from the top of the page, whatever grows or shrinks above it. */
function useTop(element: RefObject<HTMLElement | null>): number {
	const [top, setTop] = useState(0);
	useLayoutEffect(() => {
		const measure = () => {
			const box = element.current?.getBoundingClientRect();
			if (box !== undefined) setTop(Math.round(box.top + window.scrollY));
		};
		measure();
		const observer = new ResizeObserver(measure);
		observer.observe(document.documentElement);
		return () => observer.disconnect();
	}, [element]);
	return top;
}

/** Goes back to the first row when other rows are asked for. */
function useTopOfOrder(order: string, rows: RefObject<HTMLElement | null>): void {
	const shown = useRef(order);
	useEffect(() => {
		if (shown.current === order) return;
		shown.current = order;
		const table = rows.current?.parentElement;
		if (table && table.getBoundingClientRect().top < 0) table.scrollIntoView();
	}, [order, rows]);
}
