import { memo } from "react";
import { Link } from "wouter";
import type { Documents } from "../../api/client.ts";
import type { StoreDay } from "../../api/store-days.ts";
import { StateMark } from "../../parts/state-mark.tsx";
import { StateSince } from "../../parts/state-since.tsx";
import { Duration, Moment, Nothing } from "../../parts/values.tsx";
import { DayBar } from "../../pictures/day-bar.tsx";
import { storePath } from "../../state/paths.ts";
import styles from "./store-table.module.css";

type Store = Documents["Store"];

const BAR_PX = { wide: 160, narrow: 104 } as const;

interface StoreRowProps {
	readonly place: number;
	/** Where it stands in the table, in pixels. */
	readonly top: number;
	/** Undefined until it has come. */
	readonly store: Store | undefined;
	readonly zone: string;
	readonly days: readonly StoreDay[] | undefined;
	readonly isNarrow: boolean;
	/** Told the place before its store is gone to. */
	readonly onOpen: (place: number) => void;
}

/** A store of the list; all of the row leads to its view. */
export const StoreRow = memo(function StoreRow(props: StoreRowProps) {
	const { place, top, store } = props;
	const common = {
		// The names of the columns are the first.
		"aria-rowindex": place + 2,
		"data-place": place,
		className: styles.row,
		style: { transform: `translateY(${top}px)` },
	};
	return store === undefined ? (
		<tr {...common} tabIndex={-1}>
			<td className={styles.waiting}>
				<span className="visually-hidden">Loading …</span>
			</td>
		</tr>
	) : (
		<tr {...common} data-store={store.store_id}>
			<Cells {...props} store={store} />
		</tr>
	);
});

function Cells({ place, store, zone, days, isNarrow, onOpen }: StoreRowProps & { store: Store }) {
	const { store_id: id, name } = store;
	return (
		<>
			<th scope="row" className={styles.name}>
				<Link href={storePath(id)} onClick={() => onOpen(place)} className={styles.link}>
					{name ?? id}
				</Link>
				{name !== null && <span className={styles.second}>{id}</span>}
			</th>
			<td className={styles.state}>
				<span data-figure="store.state">
					<StateMark state={store.state} />
					{store.down_ms !== null && (
						<span className={styles.down}>
							<Duration ms={store.down_ms} />
						</span>
					)}
				</span>
				<span className={styles.second} data-figure="store.since">
					<StateSince store={store} zone={zone} isShort={isNarrow} />
				</span>
			</td>
			<td className={styles.wideOnly}>{store.group ?? <Nothing meaning="in no group" />}</td>
			<td className={styles.wideOnly}>{store.city ?? <Nothing />}</td>
			<td className={`${styles.wideOnly} ${styles.second}`} data-figure="store.last_poll_at">
				{store.last_poll_at === null ? (
					<Nothing meaning="never polled" />
				) : (
					<Moment at={store.last_poll_at} zone={zone} />
				)}
			</td>
			<td className={styles.bar}>
				{days !== undefined && (
					<DayBar days={days} label="Last 14 days" width={isNarrow ? BAR_PX.narrow : BAR_PX.wide} />
				)}
			</td>
		</>
	);
}
